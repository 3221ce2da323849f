package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Giving money back, whole or in part, never more than was taken. */
final class Refunds {
  private static final String REFUND = "refund";
  private final Things things;
  private final Clocks clocks;
  private final Events events;

  Refunds(Things things, Clocks clocks, Events events) {
    this.things = things;
    this.clocks = clocks;
    this.events = events;
  }

  void addTo(Routes routes) {
    routes.on("POST", "/v1/refunds", this::make);
    routes.on("GET", "/v1/refunds/{}", r -> things.get(REFUND, r.id()));
    routes.on("GET", "/v1/refunds", this::list);
  }

  private JsonNode make(Request request) {
    Parameters asked = request.asked();
    asked.only("payment_intent", "charge", "amount", "reason", "metadata");
    String chargeId =
        asked
            .maybe("charge")
            .orElseGet(
                () ->
                    things
                        .get(Payments.INTENT, asked.text("payment_intent"))
                        .path("latest_charge")
                        .asText());
    ObjectNode charge = things.get("charge", chargeId);
    long left = charge.path("amount_captured").asLong() - charge.path("amount_refunded").asLong();
    long amount = asked.number("amount", left);
    if (left == 0) {
      throw Refusal.invalid(
          "charge_already_refunded", "", "Charge " + chargeId + " has already been refunded.");
    }
    if (amount < 1 || amount > left) {
      throw Refusal.invalid(
          "amount",
          "Refund amount (%d) is greater than unrefunded amount on charge (%d)"
              .formatted(amount, left));
    }
    ObjectNode refund = things.make(REFUND, "re_", clocks.now());
    refund.put("amount", amount).put("charge", chargeId).put("status", "succeeded");
    refund.put("currency", charge.path("currency").asText());
    refund.set("payment_intent", charge.get("payment_intent"));
    Json.texts(refund, asked, "reason");
    Json.metadata(refund, asked);
    charge.put("amount_refunded", charge.path("amount_refunded").asLong() + amount);
    charge.put("refunded", amount == left);
    events.tell("refund.created", refund);
    events.tell("charge.refunded", charge);
    return refund;
  }

  private JsonNode list(Request request) {
    Parameters asked = request.asked();
    asked.only("payment_intent", "charge", "limit", "starting_after", "ending_before");
    return things.page(
        REFUND,
        "/v1/refunds",
        asked,
        one ->
            asked.maybe("charge").map(it -> Json.is(one, "charge", it)).orElse(true)
                && asked
                    .maybe("payment_intent")
                    .map(it -> Json.is(one, "payment_intent", it))
                    .orElse(true));
  }
}
