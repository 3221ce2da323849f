package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Agreeing with a card's holder that it may be charged later. */
final class SetupIntents {
  private static final String INTENT = "setup_intent";
  private final Things things;
  private final Clocks clocks;
  private final Events events;
  private final Customers customers;
  private final String base;

  SetupIntents(Things things, Clocks clocks, Events events, Customers customers, String base) {
    this.things = things;
    this.clocks = clocks;
    this.events = events;
    this.customers = customers;
    this.base = base;
  }

  void addTo(Routes routes) {
    routes.on("POST", "/v1/setup_intents", this::make);
    routes.on("GET", "/v1/setup_intents/{}", r -> things.get(INTENT, r.id()));
    routes.on(
        "POST",
        "/v1/setup_intents/{}/confirm",
        r -> {
          r.asked().only("payment_method", "return_url");
          return confirm(r.id(), r.asked().text("payment_method"));
        });
    routes.on("POST", "/v1/setup_intents/{}/cancel", this::cancel);
  }

  private JsonNode make(Request request) {
    Parameters asked = request.asked();
    asked.only(
        "customer",
        "payment_method",
        "payment_method_types",
        "usage",
        "confirm",
        "return_url",
        "metadata",
        "description",
        "automatic_payment_methods");
    String customer = asked.maybe("customer").orElse("");
    if (!customer.isEmpty()) {
      things.get("customer", customer);
    }
    ObjectNode intent = open(customer);
    intent.put("usage", asked.word("usage", "off_session", "off_session", "on_session"));
    Json.texts(intent, asked, "description");
    Json.metadata(intent, asked);
    return asked.flag("confirm", false)
        ? confirm(intent.path("id").asText(), asked.text("payment_method"))
        : intent;
  }

  ObjectNode open(String customer) {
    ObjectNode intent = things.make(INTENT, "seti_", clocks.now());
    String id = intent.path("id").asText();
    intent.put("client_secret", id + "_secret_" + things.id("")).put("usage", "off_session");
    if (!customer.isEmpty()) {
      intent.put("customer", customer);
    }
    events.tell("setup_intent.created", intent);
    return intent;
  }

  /** Asks the bank. A refusal is told as an event and thrown. */
  ObjectNode confirm(String id, String method) {
    ObjectNode intent = things.get(INTENT, id);
    if (Json.is(intent, "status", "succeeded") || Json.is(intent, "status", "canceled")) {
      throw Refusal.invalid(
          "setup_intent_unexpected_state", "", "This SetupIntent cannot be confirmed any more.");
    }
    ObjectNode card =
        Card.token(method)
            ? customers.makeMethod(Card.ofToken(method))
            : things.get("payment_method", method);
    String cardId = card.path("id").asText();
    switch (customers.cardOf(cardId).atSetup()) {
      case Card.Answer.Approved() -> succeed(intent, card);
      case Card.Answer.Challenge() -> {
        intent.put("payment_method", cardId).put("status", "requires_action");
        intent
            .putObject("next_action")
            .put("type", "redirect_to_url")
            .putObject("redirect_to_url")
            .put("url", base + "/3ds/" + id)
            .putNull("return_url");
        events.tell("setup_intent.requires_action", intent);
      }
      case Card.Answer.Declined no -> {
        Refusal refusal = Refusal.card(no, intent);
        fail(intent, refusal);
        throw refusal;
      }
    }
    return intent;
  }

  void fail(ObjectNode intent, Refusal refusal) {
    intent.put("status", "requires_payment_method").putNull("next_action");
    ObjectNode error = refusal.error();
    error.remove(INTENT);
    intent.set("last_setup_error", error);
    events.tell("setup_intent.setup_failed", intent);
  }

  /** The holder went through 3-D Secure. */
  void succeed(ObjectNode intent, ObjectNode card) {
    intent.put("status", "succeeded").put("payment_method", card.path("id").asText());
    intent.putNull("next_action").putNull("last_setup_error");
    if (intent.path("customer").isTextual()) {
      customers.attached(card, things.get("customer", intent.path("customer").asText()));
    }
    events.tell("setup_intent.succeeded", intent);
  }

  private JsonNode cancel(Request request) {
    ObjectNode intent = things.get(INTENT, request.id());
    intent.put("status", "canceled");
    events.tell("setup_intent.canceled", intent);
    return intent;
  }
}
