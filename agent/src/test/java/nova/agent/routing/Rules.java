package nova.agent.routing;

import java.util.Arrays;
import java.util.List;
import nova.agent.routing.RouteRule.FieldRule;
import nova.agent.routing.RouteRule.PathRule;

/** Short forms of rules for tests. */
final class Rules {
  static final PathRule ANY = new RouteRule.Prefix("");

  private Rules() {}

  static RouteRule prefix(String prefix) {
    return rule(new RouteRule.Prefix(prefix));
  }

  static RouteRule exact(String path) {
    return rule(new RouteRule.Exact(path));
  }

  static RouteRule template(String path) {
    return rule(new RouteRule.Template(Arrays.asList(path.substring(1).split("/", -1))));
  }

  static RouteRule rule(PathRule path, String... hosts) {
    return new RouteRule(List.of(hosts), path, List.of(), List.of(), List.of());
  }

  static RouteRule hosts(String... hosts) {
    return rule(ANY, hosts);
  }

  static RouteRule methods(String... methods) {
    return new RouteRule(List.of(), ANY, List.of(methods), List.of(), List.of());
  }

  static RouteRule header(String name, boolean negated, String... values) {
    FieldRule field = new FieldRule(name, List.of(values), negated);
    return new RouteRule(List.of(), ANY, List.of(), List.of(field), List.of());
  }

  static RouteRule cookie(String name, boolean negated, String... values) {
    FieldRule field = new FieldRule(name, List.of(values), negated);
    return new RouteRule(List.of(), ANY, List.of(), List.of(), List.of(field));
  }

  static RouteTable table(RouteRule... rules) {
    return new RouteTable(List.of(rules));
  }
}
