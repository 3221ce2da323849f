package nova.web.adcs;

import static nova.web.adcs.Sizes.HOUR;
import static nova.web.adcs.Sizes.MAX_HOST;
import static nova.web.adcs.Sizes.MAX_NAME;
import static nova.web.adcs.Sizes.MAX_PEM;
import static nova.web.adcs.Sizes.MINUTE;

import java.util.HashMap;
import java.util.Map;
import nova.nodes.document.HashKey;
import nova.nodes.document.Pool;
import nova.nodes.document.Pool.Algorithm;
import nova.nodes.document.Server;
import nova.nodes.document.Server.Drain;
import nova.nodes.document.ServerProtocol;
import nova.nodes.document.ServerTls;
import nova.nodes.document.Stage;
import nova.nodes.document.Stickiness;
import nova.nodes.document.Timeouts;
import nova.nodes.document.Words;
import nova.web.json.JsonFields;

/** The part of a body that says which servers there are. */
final class PoolReading {
  private static final Map<String, Algorithm> ALGORITHMS = algorithms();

  private PoolReading() {}

  private static Map<String, Algorithm> algorithms() {
    var words = new HashMap<>(Words.of(Algorithm.class));
    words.put("round-robin", Algorithm.ROUND_ROBIN); // how it was spelled when it was the only one
    return Map.copyOf(words);
  }

  static Pool pool(JsonFields json) {
    String name = json.label("name", 1, MAX_NAME);
    var timeouts = json.optionalObject("timeouts", PoolReading::timeouts);
    return new Pool(
        name,
        json.choiceOr("algorithm", ALGORITHMS, Algorithm.POWER_OF_TWO),
        json.optionalObject("hashKey", PoolReading::hashKey),
        json.objects("servers", 1, 200, PoolReading::server),
        json.optionalObject("healthCheck", HealthCheckReading::healthCheck),
        json.optionalObject("stickiness", PoolReading::stickiness),
        json.optionalInteger("slowStartMillis", 0, HOUR),
        json.optionalObject("passiveHealth", FailureReading::passiveHealth),
        json.optionalObject("retry", FailureReading::retry),
        json.optionalObject("resume", FailureReading::resume),
        json.optionalObject("circuitBreaker", FailureReading::circuitBreaker),
        json.optionalObject("tls", PoolReading::tls),
        json.optionalObject("serverProtocol", PoolReading::serverProtocol),
        json.objectsIfAny("stages", 20, PoolReading::stage),
        json.optionalInteger("zonePercent", 0, 100),
        timeouts == null ? Timeouts.DEFAULTS : timeouts);
  }

  private static Server server(JsonFields json) {
    String host = json.label("host", 1, MAX_HOST);
    int port = json.integer("port", 1, 65_535);
    String shown = host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    return new Server(
        json.labelOr("name", 1, MAX_NAME, shown),
        host,
        port,
        json.optionalInteger("weight", 0, 256),
        json.labelOr("zone", 0, MAX_NAME, ""),
        json.boolOr("backup", false),
        json.optionalObject("drain", it -> new Drain(it.optionalTime("forceAt"))),
        json.boolOr("maintenance", false));
  }

  private static HashKey hashKey(JsonFields json) {
    return new HashKey(
        json.choice("source", Words.of(HashKey.Source.class), HashKey.Source.CLIENT_ADDRESS),
        json.stringOr("name", 0, MAX_NAME, ""),
        json.optionalInteger("boundPercent", 101, 10_000));
  }

  private static Stickiness stickiness(JsonFields json) {
    return new Stickiness(
        json.optionalString("cookieName", 1, MAX_NAME),
        json.optionalInteger("maxAgeSeconds", 1, 365 * Sizes.DAY_SECONDS));
  }

  private static Stage stage(JsonFields json) {
    return new Stage(
        json.label("name", 1, MAX_NAME),
        json.strings("servers", 1, 200, 1, MAX_NAME),
        json.hundredthsOrZero("sharePercent", 0, 100),
        RouteReading.conditions(json, "headers"),
        RouteReading.conditions(json, "cookies"));
  }

  private static ServerTls tls(JsonFields json) {
    return new ServerTls(
        json.optionalString("serverName", 1, MAX_HOST),
        json.optionalLines("caPem", 1, MAX_PEM),
        json.optionalObject("clientCertificate", ListenerReading::files),
        json.boolOr("verify", true));
  }

  private static ServerProtocol serverProtocol(JsonFields json) {
    return new ServerProtocol(
        json.boolOr("http2", false), json.integerOr("proxyProtocol", 0, 2, 0));
  }

  private static Timeouts timeouts(JsonFields json) {
    return new Timeouts(
        json.integerOr("connectMillis", 10, MINUTE, Timeouts.DEFAULTS.connectMillis()),
        json.integerOr("firstByteMillis", 10, HOUR, Timeouts.DEFAULTS.firstByteMillis()),
        json.integerOr("idleMillis", 10, HOUR, Timeouts.DEFAULTS.idleMillis()));
  }
}
