package nova.agent.routing;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule and its place in the order; paths and hosts are checked by the index it stands in. */
final class CompiledRule {
  final int place;
  final RouteRule.PathRule path;
  private final String[] methods;
  private final FieldTest[] fields;

  CompiledRule(int place, RouteRule rule) {
    this.place = place;
    this.path = rule.path();
    this.methods = rule.methods().toArray(String[]::new);
    this.fields = FieldTest.all(rule.headers(), rule.cookies());
  }

  boolean anyPath() {
    return path instanceof RouteRule.Prefix(String prefix) && prefix.isEmpty();
  }

  /** Whether all but host and path fits. */
  boolean holds(RequestView request) {
    if (methods.length > 0 && !hasMethod(request.method())) {
      return false;
    }
    for (FieldTest field : fields) {
      if (!field.holds(request)) {
        return false;
      }
    }
    return true;
  }

  private boolean hasMethod(String method) {
    for (String one : methods) {
      if (one.equals(method)) {
        return true;
      }
    }
    return false;
  }

  /** Segments in the form paths are compared in; null for one that may be any. */
  List<@Nullable String> segments() {
    return switch (path) {
      case RouteRule.Prefix(String prefix) -> prefix.isEmpty() ? List.of() : read(prefix);
      case RouteRule.Exact(String whole) -> read(whole);
      case RouteRule.Template(List<String> segments) ->
          segments.stream()
              .<@Nullable String>map(s -> isName(s) ? null : PathText.decoded(s))
              .toList();
    };
  }

  private static List<@Nullable String> read(String path) {
    String form = new PathReading(path).path();
    return Arrays.asList(form.substring(1).split("/", -1));
  }

  static boolean isName(String segment) {
    return segment.length() > 2 && segment.startsWith("{") && segment.endsWith("}");
  }
}
