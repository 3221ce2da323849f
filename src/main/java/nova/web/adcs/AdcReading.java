package nova.web.adcs;

import java.util.List;
import nova.kernel.NodeId;
import nova.kernel.Problem;
import nova.nodes.AdcDocument;
import nova.nodes.AdcDocument.Algorithm;
import nova.nodes.AdcDocument.HealthCheck;
import nova.nodes.AdcDocument.Limits;
import nova.nodes.AdcDocument.Listener;
import nova.nodes.AdcDocument.Pool;
import nova.nodes.AdcDocument.Protocol;
import nova.nodes.AdcDocument.Route;
import nova.nodes.AdcDocument.Server;
import nova.nodes.AdcDocument.Timeouts;
import nova.web.json.JsonFields;

/** A body to an ADC document, with the faults of shape and of sense told together. */
final class AdcReading {
  private static final int MAX_NAME = 80;
  private static final int MAX_HOST = 253;
  private static final int MAX_PATH = 1_000;
  private static final int HOUR = 3_600_000;
  private static final int MINUTE = 60_000;

  private AdcReading() {}

  static AdcDocument read(JsonFields body) {
    String name = body.label("name", 1, MAX_NAME);
    var nodes = body.optionalUuids("nodeIds", 0, 1_000);
    var listeners = body.objects("listeners", 1, 16, AdcReading::listener);
    var pools = body.objects("pools", 1, 50, AdcReading::pool);
    var routes = body.optionalObjects("routes", 0, 200, AdcReading::route);
    var limits = body.optionalObject("limits", AdcReading::limits);
    var document =
        new AdcDocument(
            name,
            nodes == null ? null : nodes.stream().map(NodeId::new).toList(),
            listeners,
            routes == null ? allTo(pools) : routes,
            pools,
            limits == null ? Limits.DEFAULTS : limits);
    body.rules(sense(body, document));
    return body.finish(() -> document);
  }

  /** A pool of which something is unreadable may be the one that a route names. */
  private static List<Problem> sense(JsonFields body, AdcDocument document) {
    boolean poolsKnown = !body.faulty("pools");
    return document.problems().stream()
        .filter(problem -> poolsKnown || !problem.code().equals("unknown-pool"))
        .toList();
  }

  private static List<Route> allTo(List<Pool> pools) {
    return pools.isEmpty()
        ? List.of()
        : List.of(new Route("default", "/", pools.getFirst().name()));
  }

  private static Listener listener(JsonFields json) {
    return new Listener(
        json.stringOr("address", 1, 45, "0.0.0.0"),
        json.integer("port", 1, 65_535),
        json.choiceOr("protocol", Words.PROTOCOLS, Protocol.HTTP));
  }

  private static Route route(JsonFields json) {
    return new Route(
        json.label("name", 1, MAX_NAME),
        json.stringOr("pathPrefix", 1, MAX_PATH, "/"),
        json.label("pool", 1, MAX_NAME));
  }

  private static Pool pool(JsonFields json) {
    String name = json.label("name", 1, MAX_NAME);
    var timeouts = json.optionalObject("timeouts", AdcReading::timeouts);
    return new Pool(
        name,
        json.choiceOr("algorithm", Words.ALGORITHMS, Algorithm.ROUND_ROBIN),
        json.objects("servers", 1, 200, AdcReading::server),
        json.optionalObject("healthCheck", AdcReading::healthCheck),
        timeouts == null ? Timeouts.DEFAULTS : timeouts);
  }

  private static Server server(JsonFields json) {
    String host = json.label("host", 1, MAX_HOST);
    int port = json.integer("port", 1, 65_535);
    String shown = host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    return new Server(json.labelOr("name", 1, MAX_NAME, shown), host, port);
  }

  private static HealthCheck healthCheck(JsonFields json) {
    return new HealthCheck(
        json.stringOr("path", 1, MAX_PATH, "/"),
        json.stringOr("host", 0, MAX_HOST, ""),
        json.integerOr("intervalMillis", 100, HOUR, 5_000),
        json.integerOr("timeoutMillis", 50, MINUTE, 2_000),
        json.integerOr("rise", 1, 100, 2),
        json.integerOr("fall", 1, 100, 3),
        json.integerOr("statusFrom", 100, 599, 200),
        json.integerOr("statusTo", 100, 599, 399));
  }

  private static Timeouts timeouts(JsonFields json) {
    return new Timeouts(
        json.integerOr("connectMillis", 10, MINUTE, Timeouts.DEFAULTS.connectMillis()),
        json.integerOr("firstByteMillis", 10, HOUR, Timeouts.DEFAULTS.firstByteMillis()),
        json.integerOr("idleMillis", 10, HOUR, Timeouts.DEFAULTS.idleMillis()));
  }

  private static Limits limits(JsonFields json) {
    Limits usual = Limits.DEFAULTS;
    return new Limits(
        json.integerOr("maxHeaderBytes", 1_024, 262_144, usual.maxHeaderBytes()),
        json.integerOr("maxHeaders", 8, 1_000, usual.maxHeaders()),
        json.longOr("maxBodyBytes", 0, 1L << 40, usual.maxBodyBytes()),
        json.integerOr("headerTimeoutMillis", 100, 600_000, usual.headerTimeoutMillis()),
        json.integerOr("idleTimeoutMillis", 100, HOUR, usual.idleTimeoutMillis()),
        json.integerOr("bodyIdleTimeoutMillis", 100, HOUR, usual.bodyIdleTimeoutMillis()),
        json.integerOr("maxConnections", 1, 1_000_000, usual.maxConnections()));
  }
}
