package nova.nodes.store;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nova.kernel.Problem;
import nova.nodes.Node.Health;
import nova.nodes.Node.ServerState;

/** The small lists a node's row keeps as JSON. */
final class NodeJson {
  private NodeJson() {}

  static String write(List<ServerState> servers) {
    var array = Json.createArrayBuilder();
    for (ServerState server : servers) {
      var json =
          Json.createObjectBuilder()
              .add("adc", server.adcId().toString())
              .add("pool", server.pool())
              .add("server", server.server())
              .add("health", server.health().name())
              .add("inFlight", server.inFlight())
              .add("passive", server.passive());
      if (server.since() != null) {
        json.add("since", server.since().toEpochMilli());
      }
      if (server.cause() != null) {
        json.add("cause", server.cause());
      }
      array.add(json);
    }
    return array.build().toString();
  }

  static List<ServerState> servers(JsonArray array) {
    return array.getValuesAs(JsonObject.class).stream()
        .map(
            it ->
                new ServerState(
                    UUID.fromString(it.getString("adc")),
                    it.getString("pool"),
                    it.getString("server"),
                    Health.valueOf(it.getString("health")),
                    it.containsKey("since")
                        ? Instant.ofEpochMilli(it.getJsonNumber("since").longValueExact())
                        : null,
                    it.containsKey("cause") ? it.getString("cause") : null,
                    it.containsKey("inFlight") ? it.getJsonNumber("inFlight").longValue() : 0,
                    it.getBoolean("passive", false)))
        .toList();
  }

  static String writeProblems(List<Problem> problems) {
    var array = Json.createArrayBuilder();
    problems.forEach(
        it ->
            array.add(
                Json.createObjectBuilder()
                    .add("pointer", it.pointer())
                    .add("code", it.code())
                    .add("message", it.message())));
    return array.build().toString();
  }

  static List<Problem> problems(JsonArray array) {
    return array.getValuesAs(JsonObject.class).stream()
        .map(
            it ->
                new Problem(it.getString("pointer"), it.getString("code"), it.getString("message")))
        .toList();
  }
}
