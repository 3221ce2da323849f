package nova.nodes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nova.kernel.NodeId;
import nova.kernel.Problem;
import nova.nodes.AdcDocument.Listener;
import nova.nodes.AdcDocument.Pool;

/** The rules within one document. Shapes and ranges were the reader's business. */
final class AdcRules {
  private final AdcDocument document;
  private final List<Problem> problems = new ArrayList<>();

  private AdcRules(AdcDocument document) {
    this.document = document;
  }

  static List<Problem> problems(AdcDocument document) {
    var rules = new AdcRules(document);
    rules.name("/name", document.name());
    rules.nodes();
    rules.listeners();
    rules.pools();
    rules.routes();
    return List.copyOf(rules.problems);
  }

  private void nodes() {
    var seen = new HashSet<NodeId>();
    var ids = document.nodeIds() == null ? List.<NodeId>of() : document.nodeIds();
    for (int i = 0; i < ids.size(); i++) {
      if (!seen.add(ids.get(i))) {
        add("/nodeIds/" + i, "duplicate", "This node is named twice.");
      }
    }
  }

  private void listeners() {
    for (int i = 0; i < document.listeners().size(); i++) {
      Listener listener = document.listeners().get(i);
      String at = "/listeners/" + i;
      if (Hosts.literal(listener.address()) == null) {
        add(at + "/address", "not-an-address", "Write an IP address, such as 0.0.0.0 or ::1.");
        continue;
      }
      for (int j = 0; j < i; j++) {
        if (Hosts.overlap(listener, document.listeners().get(j))) {
          add(
              at + "/port",
              "duplicate-listener",
              "Listener " + (j + 1) + " already has this address and port.");
          break;
        }
      }
    }
  }

  private void pools() {
    var names = new HashSet<String>();
    for (int i = 0; i < document.pools().size(); i++) {
      Pool pool = document.pools().get(i);
      String at = "/pools/" + i;
      unique(names, at + "/name", pool.name(), "Another pool has this name.");
      servers(at, pool);
      healthCheck(at + "/healthCheck", pool);
    }
  }

  private void servers(String pool, Pool of) {
    var names = new HashSet<String>();
    for (int i = 0; i < of.servers().size(); i++) {
      String at = pool + "/servers/" + i;
      var server = of.servers().get(i);
      unique(names, at + "/name", server.name(), "Another server of this pool has this name.");
      if (!Hosts.valid(server.host())) {
        add(at + "/host", "not-a-host", "Write an IP address or a DNS name.");
      }
    }
  }

  private void healthCheck(String at, Pool pool) {
    var check = pool.healthCheck();
    if (check == null) {
      return;
    }
    if (!check.path().startsWith("/") || hasBlank(check.path())) {
      add(at + "/path", "not-a-path", "A path begins with / and has no blanks.");
    }
    if (!check.host().isEmpty() && !Hosts.validWithPort(check.host())) {
      add(at + "/host", "not-a-host", "Write an IP address or a DNS name, with :port if needed.");
    }
    if (check.statusFrom() > check.statusTo()) {
      add(at + "/statusTo", "out-of-order", "The range ends before it begins.");
    }
  }

  private void routes() {
    var pools = new HashSet<String>();
    document.pools().forEach(pool -> pools.add(pool.name()));
    var names = new HashSet<String>();
    for (int i = 0; i < document.routes().size(); i++) {
      var route = document.routes().get(i);
      String at = "/routes/" + i;
      unique(names, at + "/name", route.name(), "Another route has this name.");
      if (!pools.contains(route.pool())) {
        add(at + "/pool", "unknown-pool", "There is no pool by this name in this ADC.");
      }
      if (!route.pathPrefix().startsWith("/") || hasBlank(route.pathPrefix())) {
        add(at + "/pathPrefix", "not-a-path", "A path begins with / and has no blanks.");
      }
    }
  }

  private void unique(Set<String> names, String at, String name, String message) {
    name(at, name);
    if (!names.add(name)) {
      add(at, "duplicate", message);
    }
  }

  private void name(String at, String name) {
    if (!Names.shown(name)) {
      add(at, "character", "Control characters and text-direction marks are not allowed here.");
    }
  }

  private static boolean hasBlank(String path) {
    return path.chars().anyMatch(c -> c <= ' ' || c == '#' || c == 127);
  }

  private void add(String pointer, String code, String message) {
    problems.add(new Problem(pointer, code, message));
  }
}
