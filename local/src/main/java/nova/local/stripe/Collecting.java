package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Getting invoices paid: at once when finalised, again 3, 5 and 7 days after a failure; then the
 * subscription is unpaid. A new card alone pays nothing: somebody must ask for the invoice.
 */
final class Collecting {
  private static final String PAYMENT = "invoice_payment";
  private static final List<Long> RETRY_AFTER_DAYS = List.of(3L, 5L, 7L);
  private static final long DAY = 86_400;
  private final Things things;
  private final Events events;
  private final Payments payments;
  private final Subscriptions subscriptions;
  private final String base;

  Collecting(
      Things things, Events events, Payments payments, Subscriptions subscriptions, String base) {
    this.things = things;
    this.events = events;
    this.payments = payments;
    this.subscriptions = subscriptions;
    this.base = base;
  }

  /** Where its customer can see and pay it. */
  void publish(ObjectNode invoice) {
    String page = base + "/i/" + invoice.path("id").asText();
    invoice.put("hosted_invoice_url", page).put("invoice_pdf", page + "?print");
  }

  /** By itself; a refusal is told as events. */
  void collect(ObjectNode invoice, ObjectNode subscription, long at) {
    if (invoice.path("total").asLong() == 0) {
      paid(invoice, subscription, at);
      return;
    }
    attempt(invoice, subscription, Optional.empty(), at);
  }

  /** Because somebody asks; a refusal is told and thrown. */
  void payNow(ObjectNode invoice, ObjectNode subscription, Optional<String> method, long at) {
    attempt(invoice, subscription, method, at);
    ObjectNode intent = intent(invoice);
    if (intent.path("last_payment_error").isObject()
        && !Json.is(invoice, "status", "paid")
        && Json.is(intent, "status", "requires_payment_method")) {
      JsonNode error = intent.path("last_payment_error");
      throw Refusal.card(
          new Card.Answer.Declined(
              error.path("code").asText(),
              error.path("decline_code").asText(),
              error.path("message").asText()),
          intent);
    }
  }

  private void attempt(
      ObjectNode invoice, ObjectNode subscription, Optional<String> method, long at) {
    invoice.put("attempted", true).put("attempt_count", attempts(invoice) + 1);
    ObjectNode intent = intent(invoice);
    Optional<String> card = method.or(() -> defaultMethod(subscription));
    if (card.isEmpty()) {
      payments.fail(intent, noCard());
    } else {
      payments.attempt(intent, card.get(), Optional.empty(), false);
    }
    settle(invoice, subscription, intent, at);
  }

  private static Refusal noCard() {
    return Refusal.card(
        new Card.Answer.Declined(
            "payment_method_required", "", "The customer has no default payment method."),
        Blanks.of(Payments.INTENT));
  }

  private void settle(ObjectNode invoice, ObjectNode subscription, ObjectNode intent, long at) {
    if (Json.is(intent, "status", "succeeded")) {
      paid(invoice, subscription, at);
      return;
    }
    int tried = attempts(invoice);
    if (tried <= RETRY_AFTER_DAYS.size()) {
      invoice.put("next_payment_attempt", at + RETRY_AFTER_DAYS.get(tried - 1) * DAY);
    } else {
      invoice.putNull("next_payment_attempt");
    }
    if (Json.is(intent, "status", "requires_action")) {
      events.tell("invoice.payment_action_required", invoice);
    }
    events.tell("invoice.payment_failed", invoice);
    subscriptions.status(subscription, tried <= RETRY_AFTER_DAYS.size() ? "past_due" : "unpaid");
  }

  /** Its holder went through 3-D Secure on a payment of an invoice. */
  void authenticated(ObjectNode intent, long at) {
    for (ObjectNode payment : things.all(PAYMENT)) {
      if (Json.is(payment.path("payment"), "payment_intent", intent.path("id").asText())) {
        ObjectNode invoice = things.get(Invoices.INVOICE, payment.path("invoice").asText());
        String id =
            invoice.path("parent").path("subscription_details").path("subscription").asText();
        paid(invoice, things.get(Subscriptions.SUBSCRIPTION, id), at);
      }
    }
  }

  private void paid(ObjectNode invoice, ObjectNode subscription, long at) {
    long total = invoice.path("total").asLong();
    invoice.put("status", "paid").put("amount_paid", total).put("amount_remaining", 0);
    invoice.put("attempted", true).putNull("next_payment_attempt");
    ((ObjectNode) invoice.get("status_transitions")).put("paid_at", at);
    for (ObjectNode payment : things.all(PAYMENT, one -> of(one, invoice))) {
      payment.put("status", "paid").put("amount_paid", total);
      ((ObjectNode) payment.get("status_transitions")).put("paid_at", at);
    }
    events.tell("invoice.paid", invoice);
    events.tell("invoice.payment_succeeded", invoice);
    boolean owes =
        things.all(Invoices.INVOICE).stream()
            .anyMatch(
                one ->
                    Json.is(one, "customer", invoice.path("customer").asText())
                        && Json.is(one, "status", "open"));
    if (!owes && !Json.is(subscription, "status", "canceled")) {
      subscriptions.status(subscription, "active");
    }
  }

  private static boolean of(JsonNode payment, JsonNode invoice) {
    return Json.is(payment, Invoices.INVOICE, invoice.path("id").asText());
  }

  /** The one PaymentIntent of an invoice, made with the first attempt. */
  private ObjectNode intent(ObjectNode invoice) {
    for (ObjectNode payment : things.all(PAYMENT, one -> of(one, invoice))) {
      return things.get(Payments.INTENT, payment.path("payment").path("payment_intent").asText());
    }
    ObjectNode intent =
        payments.open(
            invoice.path("total").asLong(),
            invoice.path("currency").asText(),
            invoice.path("customer").asText());
    intent.put("description", "Invoice " + invoice.path("number").asText());
    ObjectNode payment = things.make(PAYMENT, "inpay_", invoice.path("created").asLong());
    payment.put("invoice", invoice.path("id").asText()).put("is_default", true);
    payment.put("amount_requested", invoice.path("total").asLong()).put("status", "open");
    payment.put("currency", invoice.path("currency").asText());
    payment
        .putObject("payment")
        .put("type", Payments.INTENT)
        .put("payment_intent", intent.path("id").asText());
    return intent;
  }

  private Optional<String> defaultMethod(JsonNode subscription) {
    JsonNode own = subscription.path("default_payment_method");
    JsonNode customers =
        things
            .get("customer", subscription.path("customer").asText())
            .path("invoice_settings")
            .path("default_payment_method");
    JsonNode chosen = own.isTextual() ? own : customers;
    return chosen.isTextual() ? Optional.of(chosen.asText()) : Optional.empty();
  }

  private static int attempts(JsonNode invoice) {
    return invoice.path("attempt_count").asInt();
  }
}
