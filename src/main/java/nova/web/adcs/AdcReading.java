package nova.web.adcs;

import static nova.web.adcs.Sizes.HOUR;
import static nova.web.adcs.Sizes.MAX_NAME;
import static nova.web.adcs.Sizes.MAX_PAGE;

import java.util.List;
import java.util.Set;
import nova.kernel.NodeId;
import nova.kernel.Problem;
import nova.nodes.document.AdcDocument;
import nova.nodes.document.ErrorPage;
import nova.nodes.document.Limits;
import nova.nodes.document.Listener;
import nova.nodes.document.Pool;
import nova.nodes.document.Route;
import nova.web.json.JsonFields;
import nova.web.json.JsonTexts;
import org.jspecify.annotations.Nullable;

/** A body to an ADC document, with the faults of shape and of sense told together. */
final class AdcReading {
  private static final Set<String> OF_WHOLES = Set.of("required", "nobody-left");

  private AdcReading() {}

  static AdcDocument read(JsonFields body) {
    String name = body.label("name", 1, MAX_NAME);
    var nodes = body.optionalUuids("nodeIds", 0, 1_000);
    var listeners = body.objects("listeners", 1, 16, ListenerReading::listener);
    var pools = body.objects("pools", 1, 50, PoolReading::pool);
    var routes = body.optionalObjects("routes", 0, 200, RouteReading::route);
    var limits = body.optionalObject("limits", AdcReading::limits);
    var document =
        new AdcDocument(
            name,
            nodes == null ? null : nodes.stream().map(NodeId::new).toList(),
            listeners,
            routes == null ? usual(listeners, pools) : routes,
            pools,
            body.objectsIfAny("errorPages", 16, AdcReading::errorPage),
            limits == null ? Limits.DEFAULTS : limits);
    body.rules(sense(body, document));
    return body.finish(() -> document);
  }

  /**
   * A pool of which something is unreadable may be the one that a route names, and of what is
   * judged as a whole the unreadable part may be what is missed.
   */
  private static List<Problem> sense(JsonFields body, AdcDocument document) {
    boolean poolsKnown = !body.faulty("pools");
    return document.problems().stream()
        .filter(problem -> poolsKnown || !problem.code().equals("unknown-pool"))
        .filter(problem -> !OF_WHOLES.contains(problem.code()) || !body.faultyAt(problem.pointer()))
        .toList();
  }

  /** Where nothing was said everything goes to the first pool; TCP listeners say it themselves. */
  private static List<Route> usual(List<Listener> listeners, List<Pool> pools) {
    boolean http = listeners.stream().anyMatch(it -> it.protocol() != Listener.Protocol.TCP);
    return http && !pools.isEmpty()
        ? List.of(Route.everything("default", pools.getFirst().name()))
        : List.of();
  }

  private static ErrorPage errorPage(JsonFields json) {
    String template = orEmpty(json.optionalLines("json", 1, MAX_PAGE));
    // 0 is at home between quotes and without
    if (!template.isEmpty() && !JsonTexts.wellFormed(template.replaceAll("\\{\\{[^{}]*}}", "0"))) {
      json.problem("json", "not-json", "This is no JSON, whatever stands for the variables.");
    }
    return new ErrorPage(
        json.integer("statusFrom", 400, 599),
        json.integer("statusTo", 400, 599),
        orEmpty(json.optionalLines("html", 1, MAX_PAGE)),
        template,
        json.optionalInteger("retryAfterSeconds", 1, Sizes.DAY_SECONDS));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Limits limits(JsonFields json) {
    Limits usual = Limits.DEFAULTS;
    return new Limits(
        json.integerOr("maxHeaderBytes", 1_024, 65_536, usual.maxHeaderBytes()),
        json.integerOr("maxHeaders", 8, 1_000, usual.maxHeaders()),
        json.longOr("maxBodyBytes", 0, 1L << 40, usual.maxBodyBytes()),
        json.integerOr("headerTimeoutMillis", 100, 600_000, usual.headerTimeoutMillis()),
        json.integerOr("idleTimeoutMillis", 100, HOUR, usual.idleTimeoutMillis()),
        json.integerOr("bodyIdleTimeoutMillis", 100, HOUR, usual.bodyIdleTimeoutMillis()),
        json.integerOr("maxConnections", 1, 1_000_000, usual.maxConnections()));
  }
}
