package nova.nodes.store;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import nova.kernel.NodeId;
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

/** The document as the database keeps it, every default written. */
final class AdcJson {
  private static final Map<String, Protocol> PROTOCOLS = Map.of("http", Protocol.HTTP);
  private static final Map<String, Algorithm> ALGORITHMS =
      Map.of("round-robin", Algorithm.ROUND_ROBIN);

  private AdcJson() {}

  static JsonObject write(AdcDocument document) {
    var json = Json.createObjectBuilder().add("name", document.name());
    if (document.nodeIds() != null) {
      json.add("nodeIds", array(document.nodeIds(), id -> Json.createValue(id.toString())));
    }
    return json.add("listeners", array(document.listeners(), AdcJson::listener))
        .add("routes", array(document.routes(), AdcJson::route))
        .add("pools", array(document.pools(), AdcJson::pool))
        .add("limits", limits(document.limits()))
        .build();
  }

  private static JsonValue listener(Listener listener) {
    return Json.createObjectBuilder()
        .add("address", listener.address())
        .add("port", listener.port())
        .add("protocol", word(PROTOCOLS, listener.protocol()))
        .build();
  }

  private static JsonValue route(Route route) {
    return Json.createObjectBuilder()
        .add("name", route.name())
        .add("pathPrefix", route.pathPrefix())
        .add("pool", route.pool())
        .build();
  }

  private static JsonValue pool(Pool pool) {
    var json =
        Json.createObjectBuilder()
            .add("name", pool.name())
            .add("algorithm", word(ALGORITHMS, pool.algorithm()))
            .add("servers", array(pool.servers(), AdcJson::server));
    if (pool.healthCheck() != null) {
      json.add("healthCheck", healthCheck(pool.healthCheck()));
    }
    var timeouts = pool.timeouts();
    return json.add(
            "timeouts",
            Json.createObjectBuilder()
                .add("connectMillis", timeouts.connectMillis())
                .add("firstByteMillis", timeouts.firstByteMillis())
                .add("idleMillis", timeouts.idleMillis()))
        .build();
  }

  private static JsonValue server(Server server) {
    return Json.createObjectBuilder()
        .add("name", server.name())
        .add("host", server.host())
        .add("port", server.port())
        .build();
  }

  private static JsonObjectBuilder healthCheck(HealthCheck check) {
    var json = Json.createObjectBuilder().add("path", check.path());
    if (!check.host().isEmpty()) {
      json.add("host", check.host());
    }
    return json.add("intervalMillis", check.intervalMillis())
        .add("timeoutMillis", check.timeoutMillis())
        .add("rise", check.rise())
        .add("fall", check.fall())
        .add("statusFrom", check.statusFrom())
        .add("statusTo", check.statusTo());
  }

  private static JsonObjectBuilder limits(Limits limits) {
    return Json.createObjectBuilder()
        .add("maxHeaderBytes", limits.maxHeaderBytes())
        .add("maxHeaders", limits.maxHeaders())
        .add("maxBodyBytes", limits.maxBodyBytes())
        .add("headerTimeoutMillis", limits.headerTimeoutMillis())
        .add("idleTimeoutMillis", limits.idleTimeoutMillis())
        .add("bodyIdleTimeoutMillis", limits.bodyIdleTimeoutMillis())
        .add("maxConnections", limits.maxConnections());
  }

  /** Of a document we wrote ourselves. */
  static AdcDocument read(JsonObject json) {
    var nodeIds =
        json.containsKey("nodeIds")
            ? json.getJsonArray("nodeIds").getValuesAs(JsonString.class).stream()
                .map(id -> new NodeId(UUID.fromString(id.getString())))
                .toList()
            : null;
    return new AdcDocument(
        json.getString("name"),
        nodeIds,
        list(
            json,
            "listeners",
            it ->
                new Listener(
                    it.getString("address"),
                    it.getInt("port"),
                    value(PROTOCOLS, it.getString("protocol")))),
        list(
            json,
            "routes",
            it ->
                new Route(it.getString("name"), it.getString("pathPrefix"), it.getString("pool"))),
        list(json, "pools", AdcJson::readPool),
        readLimits(json.getJsonObject("limits")));
  }

  private static Pool readPool(JsonObject json) {
    var timeouts = json.getJsonObject("timeouts");
    return new Pool(
        json.getString("name"),
        value(ALGORITHMS, json.getString("algorithm")),
        list(
            json,
            "servers",
            it -> new Server(it.getString("name"), it.getString("host"), it.getInt("port"))),
        json.containsKey("healthCheck") ? readCheck(json.getJsonObject("healthCheck")) : null,
        new Timeouts(
            timeouts.getInt("connectMillis"),
            timeouts.getInt("firstByteMillis"),
            timeouts.getInt("idleMillis")));
  }

  private static HealthCheck readCheck(JsonObject json) {
    return new HealthCheck(
        json.getString("path"),
        json.getString("host", ""),
        json.getInt("intervalMillis"),
        json.getInt("timeoutMillis"),
        json.getInt("rise"),
        json.getInt("fall"),
        json.getInt("statusFrom"),
        json.getInt("statusTo"));
  }

  private static Limits readLimits(JsonObject json) {
    return new Limits(
        json.getInt("maxHeaderBytes"),
        json.getInt("maxHeaders"),
        json.getJsonNumber("maxBodyBytes").longValueExact(),
        json.getInt("headerTimeoutMillis"),
        json.getInt("idleTimeoutMillis"),
        json.getInt("bodyIdleTimeoutMillis"),
        json.getInt("maxConnections"));
  }

  private static <T> JsonArrayBuilder array(List<T> items, Function<T, JsonValue> writing) {
    var array = Json.createArrayBuilder();
    items.forEach(item -> array.add(writing.apply(item)));
    return array;
  }

  private static <T> List<T> list(JsonObject json, String name, Function<JsonObject, T> reading) {
    return json.getJsonArray(name).getValuesAs(JsonObject.class).stream().map(reading).toList();
  }

  private static <E> String word(Map<String, E> words, E value) {
    return words.entrySet().stream()
        .filter(entry -> entry.getValue().equals(value))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private static <E> E value(Map<String, E> words, String word) {
    E value = words.get(word);
    if (value == null) {
      throw new IllegalStateException("a stored document has an unknown word: " + word);
    }
    return value;
  }
}
