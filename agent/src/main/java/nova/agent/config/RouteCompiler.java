package nova.agent.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import nova.agent.config.Route.Action;
import nova.agent.config.Route.Condition;
import nova.agent.config.Route.Goal;
import nova.agent.config.Route.HeaderChange;
import nova.agent.config.Route.PathRule;
import nova.agent.config.Route.Rewrite;

/** Reads the routes of one ADC. */
final class RouteCompiler {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<String> LOCATION_NAMES = Set.of("scheme", "host", "path", "query");
  // fields that frame a message or belong to one connection: changing them would break it; Via
  // keeps requests from going round in circles
  private static final Set<String> FIXED =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via");
  // a head with all of them still fits into the buffers of the data plane
  private static final int MOST_CHANGED_BYTES = 8192;

  private final Problems problems;
  private final Set<String> poolIds;
  private final Set<String> ids = new HashSet<>();

  RouteCompiler(Problems problems, Set<String> poolIds) {
    this.problems = problems;
    this.poolIds = poolIds;
  }

  Set<String> ids() {
    return ids;
  }

  Route route(String at, nova.link.v1.Route route) {
    problems.unique(at + "/id", route.getId(), ids);
    PathRule path = path(at, route);
    for (int i = 0; i < route.getMethodsCount(); i++) {
      problems.fieldName(at + "/methods/" + i, route.getMethods(i));
    }
    return new Route(
        route.getId(),
        hosts(at + "/hosts", route.getHostsList()),
        path,
        Set.copyOf(route.getMethodsList()),
        conditions(problems, at + "/headers", route.getHeadersList()),
        conditions(problems, at + "/cookies", route.getCookiesList()),
        goal(at, route, path),
        route.hasRetry()
            ? Optional.of(PoolCompiler.retry(problems, at + "/retry", route.getRetry()))
            : Optional.empty());
  }

  private List<String> hosts(String at, List<String> hosts) {
    List<String> lower = new ArrayList<>();
    for (int i = 0; i < hosts.size(); i++) {
      if (!Texts.hostPattern(hosts.get(i))) {
        problems.add(at + "/" + i, "bad-host", "Must be a DNS name or *. and a DNS name.");
      }
      lower.add(hosts.get(i).toLowerCase(Locale.ROOT));
    }
    return List.copyOf(lower);
  }

  private PathRule path(String at, nova.link.v1.Route route) {
    int given =
        (route.getPathPrefix().isEmpty() ? 0 : 1)
            + (route.getPathExact().isEmpty() ? 0 : 1)
            + (route.getPathTemplate().isEmpty() ? 0 : 1);
    if (given > 1) {
      problems.add(
          at + "/path_prefix", "ambiguous", "Give one of path_prefix, path_exact, path_template.");
    }
    if (!route.getPathExact().isEmpty()) {
      problems.path(at + "/path_exact", route.getPathExact());
      return new Route.Exact(route.getPathExact());
    }
    if (!route.getPathTemplate().isEmpty()) {
      return template(at + "/path_template", route.getPathTemplate());
    }
    String prefix = route.getPathPrefix();
    if (!prefix.isEmpty()) {
      problems.path(at + "/path_prefix", prefix);
    }
    while (prefix.endsWith("/")) {
      prefix = prefix.substring(0, prefix.length() - 1);
    }
    return new Route.Prefix(prefix);
  }

  private PathRule template(String at, String template) {
    problems.path(at, template);
    List<String> segments =
        template.isEmpty() ? List.of() : Arrays.asList(template.substring(1).split("/", -1));
    Set<String> seen = new HashSet<>();
    for (String segment : segments) {
      if (segment.indexOf('{') < 0 && segment.indexOf('}') < 0) {
        continue;
      }
      if (!Texts.templateName(segment)) {
        problems.add(at, "bad-template", "A name is a whole segment, as in /users/{id}/orders.");
      } else if (!seen.add(segment)) {
        problems.add(at, "bad-template", segment + " is there twice.");
      }
    }
    return new Route.Template(List.copyOf(segments));
  }

  static List<Condition> conditions(
      Problems problems, String at, List<nova.link.v1.Condition> wire) {
    List<Condition> conditions = new ArrayList<>();
    for (int i = 0; i < wire.size(); i++) {
      problems.fieldName(at + "/" + i + "/name", wire.get(i).getName());
      conditions.add(
          new Condition(
              wire.get(i).getName(),
              List.copyOf(wire.get(i).getValuesList()),
              wire.get(i).getNegated()));
    }
    return List.copyOf(conditions);
  }

  private Goal goal(String at, nova.link.v1.Route route, PathRule path) {
    if (route.hasRedirect()) {
      if (!route.getPoolId().isEmpty() || route.hasRewrite()) {
        problems.add(at + "/redirect", "ambiguous", "A redirect needs neither pool nor rewrite.");
      }
      return redirect(at + "/redirect", route.getRedirect(), path);
    }
    problems.known(
        at + "/pool_id",
        route.getPoolId(),
        poolIds,
        "unknown-pool",
        "No pool of this ADC has this id.");
    return new Route.ToPool(
        route.getPoolId(),
        route.hasRewrite() ? rewrite(at + "/rewrite", route.getRewrite(), path) : Rewrite.NONE);
  }

  private Goal redirect(String at, nova.link.v1.Redirect redirect, PathRule path) {
    if (!REDIRECTS.contains(redirect.getStatus())) {
      problems.add(at + "/status", "out-of-range", "Must be 301, 302, 303, 307 or 308.");
    }
    problems.required(at + "/location", redirect.getLocation());
    problems.fieldValue(at + "/location", redirect.getLocation());
    Set<String> known = new HashSet<>(LOCATION_NAMES);
    known.addAll(names(path));
    unknown(at + "/location", redirect.getLocation(), known);
    return new Route.Redirect(redirect.getStatus(), redirect.getLocation());
  }

  private void unknown(String at, String text, Set<String> known) {
    for (String name : Texts.unknownNames(text, known)) {
      problems.add(at, "unknown-name", "{" + name + "} stands for nothing here.");
    }
  }

  private static Set<String> names(PathRule path) {
    Set<String> names = new HashSet<>();
    if (path instanceof Route.Template(List<String> segments)) {
      segments.stream()
          .filter(Texts::templateName)
          .forEach(s -> names.add(s.substring(1, s.length() - 1)));
    }
    return names;
  }

  private Rewrite rewrite(String at, nova.link.v1.Rewrite rewrite, PathRule path) {
    if (rewrite.hasPath() && !rewrite.getPath().isEmpty()) {
      problems.path(at + "/path", rewrite.getPath());
      unknown(at + "/path", rewrite.getPath(), names(path));
    }
    if (!Texts.HOST.matcher(rewrite.getHost()).matches()) {
      problems.add(at + "/host", "bad-host", "Must be a host name, with a port where needed.");
    }
    return new Rewrite(
        rewrite.hasPath() ? Optional.of(rewrite.getPath()) : Optional.empty(),
        rewrite.getHost(),
        changes(problems, at + "/request_headers", rewrite.getRequestHeadersList()),
        changes(problems, at + "/response_headers", rewrite.getResponseHeadersList()));
  }

  static List<HeaderChange> changes(
      Problems problems, String at, List<nova.link.v1.HeaderChange> wire) {
    List<HeaderChange> changes = new ArrayList<>();
    int bytes = 0;
    for (int i = 0; i < wire.size(); i++) {
      changes.add(change(problems, at + "/" + i, wire.get(i)));
      bytes +=
          (wire.get(i).getName() + ": " + wire.get(i).getValue() + "\r\n").getBytes(UTF_8).length;
    }
    if (bytes > MOST_CHANGED_BYTES) {
      problems.add(
          at,
          "too-large",
          "All together must not be longer than " + MOST_CHANGED_BYTES + " bytes.");
    }
    return List.copyOf(changes);
  }

  private static HeaderChange change(
      Problems problems, String at, nova.link.v1.HeaderChange change) {
    problems.fieldName(at + "/name", change.getName());
    problems.fieldValue(at + "/value", change.getValue());
    if (FIXED.contains(change.getName().toLowerCase(Locale.ROOT))) {
      problems.add(
          at + "/name", "not-here", "This field belongs to the connection; it cannot be changed.");
    }
    Action action =
        switch (change.getAction()) {
          case SET -> Action.SET;
          case ADD -> Action.ADD;
          case REMOVE -> Action.REMOVE;
          case ACTION_UNSPECIFIED, UNRECOGNIZED -> {
            problems.unknownEnum(at + "/action");
            yield Action.REMOVE;
          }
        };
    return new HeaderChange(action, change.getName(), change.getValue());
  }
}
