package nova.agent.routing;

import java.util.List;

/**
 * What a request must be like; everything that is given must hold.
 *
 * @param hosts exact or {@code *.example.com}, which is one label or more; none: any
 * @param methods none: any
 */
public record RouteRule(
    List<String> hosts,
    PathRule path,
    List<String> methods,
    List<FieldRule> headers,
    List<FieldRule> cookies) {

  /** What the path must be like. */
  public sealed interface PathRule {}

  /** Begins with these segments; ends without a slash, so the empty one is any path. */
  public record Prefix(String prefix) implements PathRule {}

  public record Exact(String path) implements PathRule {}

  /** Segments without slashes; one in braces stands for any one segment that is not empty. */
  public record Template(List<String> segments) implements PathRule {}

  /**
   * A header field or cookie.
   *
   * @param values equal to one of these; none: it is there
   * @param negated holds when it would not
   */
  public record FieldRule(String name, List<String> values, boolean negated) {}
}
