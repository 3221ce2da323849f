package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Who wants to be told. The signing secret is shown once, when the endpoint is made. */
final class WebhookEndpoints {
  private static final String ENDPOINT = "webhook_endpoint";
  private static final String PATH = "/v1/webhook_endpoints";
  private final Things things;
  private final Clocks clocks;

  WebhookEndpoints(Things things, Clocks clocks) {
    this.things = things;
    this.clocks = clocks;
  }

  void addTo(Routes routes) {
    routes.on("POST", PATH, this::make);
    routes.on("GET", PATH, r -> things.page(ENDPOINT, PATH, r.asked(), _ -> true));
    routes.on("GET", PATH + "/{}", r -> shown(things.get(ENDPOINT, r.id())));
    routes.on("DELETE", PATH + "/{}", this::remove);
  }

  private JsonNode make(Request request) {
    Parameters asked = request.asked();
    asked.only("url", "enabled_events", "api_version", "description", "metadata", "connect");
    if (asked.texts("enabled_events").isEmpty()) {
      throw Refusal.missing("enabled_events");
    }
    return register(asked.text("url"), things.id("whsec_"), asked);
  }

  /** For the local world, where both sides know the secret beforehand. */
  void ensure(String url, String secret) {
    things.all(ENDPOINT).forEach(known -> things.remove(ENDPOINT, known.path("id").asText()));
    register(url, secret, Parameters.ofForm("enabled_events[]=*"));
  }

  private ObjectNode register(String url, String secret, Parameters asked) {
    ObjectNode endpoint = things.make(ENDPOINT, "we_", clocks.machineTime());
    endpoint.put("url", url).put("secret", secret).put("api_version", LocalStripe.API_VERSION);
    ArrayNode enabled = endpoint.putArray("enabled_events");
    asked.texts("enabled_events").forEach(enabled::add);
    Json.texts(endpoint, asked, "description");
    Json.metadata(endpoint, asked);
    return endpoint;
  }

  private static ObjectNode shown(ObjectNode endpoint) {
    ObjectNode shown = endpoint.deepCopy();
    shown.remove("secret");
    return shown;
  }

  private JsonNode remove(Request request) {
    things.get(ENDPOINT, request.id());
    things.remove(ENDPOINT, request.id());
    return nova.local.http.Answers.JSON
        .createObjectNode()
        .put("id", request.id())
        .put("object", ENDPOINT)
        .put("deleted", true);
  }
}
