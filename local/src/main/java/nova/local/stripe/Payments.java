package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Taking money: PaymentIntents and their charges. */
final class Payments {
  static final String INTENT = "payment_intent";
  private static final String CHARGE = "charge";
  private final Things things;
  private final Clocks clocks;
  private final Events events;
  private final Customers customers;
  private final String base;

  Payments(Things things, Clocks clocks, Events events, Customers customers, String base) {
    this.things = things;
    this.clocks = clocks;
    this.events = events;
    this.customers = customers;
    this.base = base;
  }

  void addTo(Routes routes) {
    routes.on("POST", "/v1/payment_intents", this::make);
    routes.on("GET", "/v1/payment_intents/{}", r -> things.get(INTENT, r.id()));
    routes.on("POST", "/v1/payment_intents/{}/confirm", this::confirm);
    routes.on("POST", "/v1/payment_intents/{}/cancel", this::cancel);
    routes.on("GET", "/v1/charges/{}", r -> things.get(CHARGE, r.id()));
  }

  private JsonNode make(Request request) {
    Parameters asked = request.asked();
    asked.only(
        "amount",
        "currency",
        "customer",
        "payment_method",
        "payment_method_types",
        "confirm",
        "off_session",
        "return_url",
        "description",
        "metadata",
        "automatic_payment_methods",
        "setup_future_usage");
    long amount = asked.number("amount");
    if (amount < 50) {
      throw Refusal.invalid("amount_too_small", "amount", "Amount must be at least $0.50 usd");
    }
    ObjectNode intent = open(amount, asked.text("currency"), asked.maybe("customer").orElse(""));
    Json.texts(intent, asked, "description");
    Json.metadata(intent, asked);
    if (asked.flag("confirm", false)) {
      attempt(intent, asked.text("payment_method"), asked.maybe("return_url"), true);
    }
    return intent;
  }

  ObjectNode open(long amount, String currency, String customer) {
    ObjectNode intent = things.make(INTENT, "pi_", clocks.now());
    String id = intent.path("id").asText();
    intent.put("amount", amount).put("currency", currency);
    intent.put("client_secret", id + "_secret_" + things.id(""));
    if (!customer.isEmpty()) {
      intent.put("customer", things.get("customer", customer).path("id").asText());
    }
    events.tell("payment_intent.created", intent);
    return intent;
  }

  private JsonNode confirm(Request request) {
    Parameters asked = request.asked();
    asked.only("payment_method", "return_url", "off_session");
    ObjectNode intent = things.get(INTENT, request.id());
    if (!Json.is(intent, "status", "requires_payment_method")
        && !Json.is(intent, "status", "requires_confirmation")) {
      throw Refusal.invalid(
          "payment_intent_unexpected_state",
          "",
          "You cannot confirm this PaymentIntent because it has a status of "
              + intent.path("status").asText()
              + ".");
    }
    String method =
        asked.maybe("payment_method").orElseGet(() -> intent.path("payment_method").asText());
    attempt(intent, method, asked.maybe("return_url"), true);
    return intent;
  }

  /**
   * Asks the bank.
   *
   * @param loud whether a refusal is thrown
   */
  void attempt(ObjectNode intent, String method, Optional<String> returnTo, boolean loud) {
    String id = intent.path("id").asText();
    things.get("payment_method", method);
    intent.put("payment_method", method);
    switch (customers.cardOf(method).atCharge()) {
      case Card.Answer.Approved() -> succeed(intent);
      case Card.Answer.Challenge() -> {
        intent.put("status", "requires_action");
        ObjectNode redirect =
            intent
                .putObject("next_action")
                .put("type", "redirect_to_url")
                .putObject("redirect_to_url");
        redirect.put("url", base + "/3ds/" + id).put("return_url", returnTo.orElse(null));
        events.tell("payment_intent.requires_action", intent);
      }
      case Card.Answer.Declined no -> {
        Refusal refusal = Refusal.card(no, intent);
        fail(intent, refusal);
        if (loud) {
          throw refusal;
        }
      }
    }
  }

  void succeed(ObjectNode intent) {
    ObjectNode charge = charge(intent, "succeeded");
    charge.put("paid", true).put("captured", true).put("amount_captured", amount(intent));
    intent.put("status", "succeeded").put("amount_received", amount(intent));
    intent.putNull("next_action").putNull("last_payment_error");
    events.tell("charge.succeeded", charge);
    events.tell("payment_intent.succeeded", intent);
  }

  void fail(ObjectNode intent, Refusal refusal) {
    ObjectNode charge = charge(intent, "failed");
    ObjectNode error = refusal.error();
    error.remove(INTENT);
    charge.put("failure_code", error.path("code").asText());
    charge.put("failure_message", error.path("message").asText());
    intent.put("status", "requires_payment_method").putNull("next_action");
    intent.set("last_payment_error", error);
    events.tell("charge.failed", charge);
    events.tell("payment_intent.payment_failed", intent);
  }

  private ObjectNode charge(ObjectNode intent, String status) {
    ObjectNode charge = things.make(CHARGE, "ch_", clocks.now());
    charge.put("status", status).put("amount", amount(intent));
    charge.put("currency", intent.path("currency").asText());
    charge.put("payment_intent", intent.path("id").asText());
    charge.set("payment_method", intent.get("payment_method"));
    charge.set("customer", intent.get("customer"));
    charge.set("description", intent.get("description"));
    intent.put("latest_charge", charge.path("id").asText());
    return charge;
  }

  private JsonNode cancel(Request request) {
    ObjectNode intent = things.get(INTENT, request.id());
    if (Json.is(intent, "status", "succeeded")) {
      throw Refusal.invalid(
          "payment_intent_unexpected_state", "", "A succeeded PaymentIntent cannot be canceled.");
    }
    intent.put("status", "canceled").put("canceled_at", clocks.now());
    events.tell("payment_intent.canceled", intent);
    return intent;
  }

  private static long amount(JsonNode intent) {
    return intent.path("amount").asLong();
  }
}
