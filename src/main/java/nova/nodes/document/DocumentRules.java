package nova.nodes.document;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nova.kernel.NodeId;
import nova.kernel.Problem;

/** The rules within one document. Shapes and ranges were the reader's business. */
final class DocumentRules {
  private static final Set<String> VARIABLES =
      Set.of("status", "reason", "cause", "adc", "request_id", "retry_after");

  private DocumentRules() {}

  static List<Problem> problems(AdcDocument document) {
    var found = new ArrayList<Problem>();
    var top = new Place("", found);
    top.at("name").name(document.name());
    if (document.nodeIds() != null) {
      nodes(top.at("nodeIds"), document.nodeIds());
    }
    var pools = new HashSet<String>();
    document.pools().forEach(pool -> pools.add(pool.name()));
    var routeNames = new HashSet<String>();
    RouteRules.check(top.at("routes"), document.routes(), pools, routeNames);
    ListenerRules.check(top.at("listeners"), document.listeners(), pools, routeNames);
    PoolRules.check(top.at("pools"), document.pools());
    for (int i = 0; i < document.errorPages().size(); i++) {
      errorPage(top.at("errorPages").at(i), document.errorPages().get(i));
    }
    return List.copyOf(found);
  }

  private static void nodes(Place place, List<NodeId> ids) {
    var seen = new HashSet<NodeId>();
    for (int i = 0; i < ids.size(); i++) {
      place.at(i).expect(seen.add(ids.get(i)), "duplicate", "This node is named twice.");
    }
  }

  private static void errorPage(Place place, ErrorPage page) {
    inOrder(place.at("statusTo"), page.statusFrom(), page.statusTo());
    place.expect(
        !page.html().isEmpty() || !page.json().isEmpty() || page.retryAfterSeconds() != null,
        "required",
        "Say what is shown: html, json, or at least retryAfterSeconds.");
    variables(place.at("html"), page.html());
    variables(place.at("json"), page.json());
  }

  private static void variables(Place place, String template) {
    var unknown = new HashSet<>(Syntax.variables(template));
    unknown.removeAll(VARIABLES);
    place.expect(
        unknown.isEmpty(),
        "unknown-variable",
        "There is no {{" + String.join("}}, {{", unknown) + "}}; there are " + known() + ".");
  }

  private static String known() {
    return String.join(", ", VARIABLES.stream().sorted().map(one -> "{{" + one + "}}").toList());
  }

  static void inOrder(Place end, int from, int to) {
    end.expect(from <= to, "out-of-order", "The range ends before it begins.");
  }
}
