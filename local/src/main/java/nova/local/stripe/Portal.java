package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Sessions of the Customer Portal: a page where a customer sees invoices and changes the card. */
final class Portal {
  static final String SESSION = "billing_portal.session";
  private static final String CONFIGURATION = "billing_portal.configuration";
  private final Things things;
  private final Clocks clocks;
  private final String base;

  Portal(Things things, Clocks clocks, String base) {
    this.things = things;
    this.clocks = clocks;
    this.base = base;
  }

  void addTo(Routes routes) {
    routes.on("POST", "/v1/billing_portal/sessions", this::make);
    routes.on("GET", "/v1/billing_portal/configurations", this::configurations);
  }

  private JsonNode make(Request request) {
    request.asked().only("customer", "return_url", "configuration", "locale");
    String customer = things.get("customer", request.asked().text("customer")).path("id").asText();
    ObjectNode session = things.make(SESSION, "bps_", clocks.now());
    session.put("customer", customer).put("configuration", configuration().path("id").asText());
    Json.texts(session, request.asked(), "return_url", "locale");
    return session.put("url", base + "/p/session/" + session.path("id").asText());
  }

  private ObjectNode configuration() {
    return things.all(CONFIGURATION).stream()
        .findFirst()
        .orElseGet(() -> things.make(CONFIGURATION, "bpc_", clocks.now()));
  }

  private JsonNode configurations(Request request) {
    configuration();
    return things.page(
        CONFIGURATION, "/v1/billing_portal/configurations", request.asked(), _ -> true);
  }
}
