package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** What happened: kept for 30 days, listed, and sent to the endpoints that want to know. */
final class Events {
  private static final long KEPT_SECONDS = 30L * 24 * 3_600;
  private final Things things;
  private final Clocks clocks;
  private final Deliveries deliveries;

  Events(Things things, Clocks clocks, Deliveries deliveries) {
    this.things = things;
    this.clocks = clocks;
    this.deliveries = deliveries;
  }

  void addTo(Routes routes) {
    routes.on("GET", "/v1/events", this::list);
    routes.on("GET", "/v1/events/{}", r -> things.get("event", r.id()));
  }

  /** Tells that it happened to this object, as the object is now. */
  void tell(String type, JsonNode object) {
    ObjectNode event = things.make("event", "evt_", clocks.machineTime());
    event.put("type", type).put("api_version", LocalStripe.API_VERSION);
    event.putObject("request").putNull("id").putNull("idempotency_key");
    ObjectNode data = event.putObject("data");
    data.set("object", object.deepCopy());
    int wanting = 0;
    for (ObjectNode endpoint : things.all("webhook_endpoint")) {
      if (Json.is(endpoint, "status", "enabled") && wants(endpoint, type)) {
        deliveries.queue(endpoint, event);
        wanting++;
      }
    }
    event.put("pending_webhooks", wanting);
  }

  private static boolean wants(ObjectNode endpoint, String type) {
    for (JsonNode enabled : endpoint.path("enabled_events")) {
      if (enabled.asText().equals("*") || enabled.asText().equals(type)) {
        return true;
      }
    }
    return false;
  }

  private JsonNode list(Request request) {
    Parameters asked = request.asked();
    asked.only("created", "type", "types", "limit", "starting_after", "ending_before");
    long oldest = clocks.machineTime() - KEPT_SECONDS;
    long from = Math.max(oldest, asked.number("created.gte", 0));
    long after = asked.number("created.gt", Long.MIN_VALUE);
    long before = asked.number("created.lt", Long.MAX_VALUE);
    Set<String> types = Set.copyOf(asked.texts("types"));
    return things.page(
        "event",
        "/v1/events",
        asked,
        event -> {
          long created = event.path("created").asLong();
          String type = event.path("type").asText();
          return created >= from
              && created > after
              && created < before
              && (types.isEmpty() || types.contains(type))
              && asked.maybe("type").map(type::equals).orElse(true);
        });
  }
}
