package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Checkout in setup mode: a page of Stripe's where a card is left, for 24 hours. */
final class CheckoutSessions {
  static final String SESSION = "checkout.session";
  private static final long LIFE_SECONDS = 24 * 3_600;
  private final Things things;
  private final Clocks clocks;
  private final Events events;
  private final SetupIntents intents;
  private final String base;

  CheckoutSessions(Things things, Clocks clocks, Events events, SetupIntents intents, String base) {
    this.things = things;
    this.clocks = clocks;
    this.events = events;
    this.intents = intents;
    this.base = base;
  }

  void addTo(Routes routes) {
    routes.on("POST", "/v1/checkout/sessions", this::make);
    routes.on("GET", "/v1/checkout/sessions/{}", r -> things.get(SESSION, r.id()));
    routes.on("POST", "/v1/checkout/sessions/{}/expire", this::expire);
  }

  private JsonNode make(Request request) {
    Parameters asked = request.asked();
    asked.only(
        "mode",
        "customer",
        "success_url",
        "cancel_url",
        "currency",
        "payment_method_types",
        "client_reference_id",
        "metadata",
        "setup_intent_data",
        "locale",
        "billing_address_collection");
    if (!asked.text("mode").equals("setup")) {
      throw Refusal.invalid("mode", "This stand-in has Checkout in setup mode only.");
    }
    if (asked.maybe("currency").isEmpty() && asked.texts("payment_method_types").isEmpty()) {
      throw Refusal.invalid(
          "currency",
          "You must provide `currency` in setup mode when `payment_method_types` is not set.");
    }
    String customer = asked.text("customer");
    things.get("customer", customer);
    ObjectNode session = things.make(SESSION, "cs_test_", clocks.now());
    session.put("mode", "setup").put("status", "open").put("customer", customer);
    session.put("expires_at", clocks.now() + LIFE_SECONDS);
    session.put("success_url", asked.text("success_url"));
    session.put("setup_intent", intents.open(customer).path("id").asText());
    session.put("url", base + "/c/pay/" + session.path("id").asText());
    session.put("ui_mode", "hosted_page");
    Json.texts(session, asked, "cancel_url", "client_reference_id", "currency");
    Json.metadata(session, asked);
    return session;
  }

  private JsonNode expire(Request request) {
    ObjectNode session = things.get(SESSION, request.id());
    if (!Json.is(session, "status", "open")) {
      throw Refusal.invalid("", "Only open Checkout Sessions can be expired.");
    }
    session.put("status", "expired").putNull("url");
    events.tell("checkout.session.expired", session);
    return session;
  }

  /** After its intent succeeded. */
  void complete(ObjectNode session) {
    session.put("status", "complete").putNull("url");
    events.tell("checkout.session.completed", session);
  }
}
