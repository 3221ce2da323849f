package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * Invoices of metered subscriptions. A draft holds the period's sums as they are; it is recounted
 * when it is finalised, an hour later, so that usage sent in that hour is on it. An amount is the
 * sum times the price in cents, rounded half up once a line.
 */
final class Invoices {
  static final String INVOICE = "invoice";
  private final Things things;
  private final Clocks clocks;
  private final Events events;
  private final Usage usage;
  private final Collecting collecting;

  Invoices(Things things, Clocks clocks, Events events, Usage usage, Collecting collecting) {
    this.things = things;
    this.clocks = clocks;
    this.events = events;
    this.usage = usage;
    this.collecting = collecting;
  }

  void addTo(Routes routes) {
    routes.on("GET", "/v1/invoices", this::list);
    routes.on("POST", "/v1/invoices/create_preview", this::preview);
    routes.on("GET", "/v1/invoices/{}", r -> things.get(INVOICE, r.id()));
    routes.on("GET", "/v1/invoices/{}/lines", this::lines);
    routes.on("POST", "/v1/invoices/{}/pay", this::pay);
    routes.on("POST", "/v1/invoices/{}/finalize", this::finalizeNow);
    routes.on("POST", "/v1/invoices/{}/void", r -> voided(things.get(INVOICE, r.id())));
    routes.on("GET", "/v1/invoice_payments", this::payments);
  }

  /** The draft of a period that has just ended. */
  ObjectNode draft(ObjectNode subscription, long from, long to, long at) {
    ObjectNode invoice = blank(subscription, from, to);
    String id = things.id("in_");
    invoice.put("created", at).put("automatically_finalizes_at", at + 3_600);
    invoice.put("billing_reason", "subscription_cycle").put("status", "draft");
    invoice.put("effective_at", (Long) null);
    things.keep(INVOICE, id, invoice);
    count(invoice, subscription, from, to);
    subscription.put("latest_invoice", id);
    events.tell("invoice.created", invoice);
    return invoice;
  }

  private ObjectNode blank(ObjectNode subscription, long from, long to) {
    ObjectNode customer = things.get("customer", subscription.path("customer").asText());
    ObjectNode invoice = Blanks.of(INVOICE);
    invoice.put("account_country", "US").put("account_name", "Nova");
    invoice.put("customer", customer.path("id").asText());
    invoice.set("customer_email", customer.get("email"));
    invoice.set("customer_name", customer.get("name"));
    invoice.put("customer_tax_exempt", "none").set("test_clock", customer.get("test_clock"));
    invoice.put("currency", subscription.path("currency").asText());
    invoice.put("period_start", from).put("period_end", to);
    ObjectNode parent = invoice.putObject("parent").put("type", "subscription_details");
    parent.putNull("quote_details");
    ObjectNode details = parent.putObject("subscription_details");
    details.put("subscription", subscription.path("id").asText());
    details.set("metadata", subscription.get("metadata"));
    return invoice;
  }

  /** What was metered in the period, line by line. */
  private void count(ObjectNode invoice, ObjectNode subscription, long from, long to) {
    String id = invoice.path("id").asText();
    ObjectNode lines = (ObjectNode) invoice.get("lines");
    lines.put("url", "/v1/invoices/" + id + "/lines");
    ArrayNode data = lines.putArray("data");
    long total = 0;
    for (JsonNode item : subscription.path("items").path("data")) {
      ObjectNode line = line(invoice, subscription, item, from, to);
      total = Math.addExact(total, line.path("amount").asLong());
      data.add(line);
    }
    invoice.put("subtotal", total).put("total", total).put("subtotal_excluding_tax", total);
    invoice.put("total_excluding_tax", total);
    invoice.put("amount_due", total).put("amount_remaining", total);
  }

  private ObjectNode line(
      ObjectNode invoice, ObjectNode subscription, JsonNode item, long from, long to) {
    JsonNode price = item.path("price");
    BigDecimal sum =
        usage.sum(
            price.path("recurring").path("meter").asText(),
            subscription.path("customer").asText(),
            Instant.ofEpochSecond(from),
            Instant.ofEpochSecond(to));
    BigDecimal cents = new BigDecimal(price.path("unit_amount_decimal").asText());
    long amount = sum.multiply(cents).setScale(0, RoundingMode.HALF_UP).longValueExact();
    ObjectNode product = things.get("product", price.path("product").asText());
    ObjectNode line = Blanks.of("line_item");
    line.put("id", things.id("il_")).put("invoice", invoice.path("id").asText());
    line.put("amount", amount).put("subtotal", amount);
    line.put("currency", price.path("currency").asText());
    line.put("quantity", sum.longValue()).put("quantity_decimal", sum.toPlainString());
    line.put(
        "description",
        "%s %s (at $%s / month)"
            .formatted(
                sum.toPlainString(),
                product.path("name").asText(),
                cents.movePointLeft(2).toPlainString()));
    line.putObject("period").put("start", from).put("end", to);
    line.put("subscription", subscription.path("id").asText());
    ObjectNode parent = line.putObject("parent").put("type", "subscription_item_details");
    parent.putNull("invoice_item_details");
    ObjectNode details = parent.putObject("subscription_item_details");
    details.putNull("invoice_item").put("proration", false).putObject("proration_details");
    ((ObjectNode) details.get("proration_details")).putNull("credited_items");
    details.put("subscription", subscription.path("id").asText());
    details.put("subscription_item", item.path("id").asText());
    ObjectNode pricing = line.putObject("pricing").put("type", "price_details");
    pricing
        .putObject("price_details")
        .put("price", price.path("id").asText())
        .put("product", price.path("product").asText());
    pricing.put("unit_amount_decimal", price.path("unit_amount_decimal").asText());
    return line;
  }

  /** Counts once more, gives it its number, and asks for the money. */
  void finalise(ObjectNode invoice, long at) {
    ObjectNode subscription = subscription(invoice);
    count(
        invoice,
        subscription,
        invoice.path("period_start").asLong(),
        invoice.path("period_end").asLong());
    ObjectNode customer = things.get("customer", invoice.path("customer").asText());
    long sequence = customer.path("next_invoice_sequence").asLong();
    customer.put("next_invoice_sequence", sequence + 1);
    invoice.put("number", "%s-%04d".formatted(customer.path("invoice_prefix").asText(), sequence));
    invoice.put("status", "open").put("effective_at", at).putNull("automatically_finalizes_at");
    ((ObjectNode) invoice.get("status_transitions")).put("finalized_at", at);
    collecting.publish(invoice);
    events.tell("invoice.finalized", invoice);
    collecting.collect(invoice, subscription, at);
  }

  private ObjectNode subscription(JsonNode invoice) {
    return things.get(
        Subscriptions.SUBSCRIPTION,
        invoice.path("parent").path("subscription_details").path("subscription").asText());
  }

  private JsonNode finalizeNow(Request request) {
    request.asked().only("auto_advance");
    ObjectNode invoice = things.get(INVOICE, request.id());
    if (!Json.is(invoice, "status", "draft")) {
      throw Refusal.invalid(
          "invoice_not_editable", "", "This invoice is already finalized, you can't finalize it.");
    }
    finalise(invoice, clocks.now(things.get("customer", invoice.path("customer").asText())));
    return invoice;
  }

  private JsonNode pay(Request request) {
    request.asked().only("payment_method", "off_session");
    ObjectNode invoice = things.get(INVOICE, request.id());
    if (!Json.is(invoice, "status", "open") && !Json.is(invoice, "status", "uncollectible")) {
      throw Refusal.invalid("", "Invoice is already " + invoice.path("status").asText());
    }
    collecting.payNow(
        invoice,
        subscription(invoice),
        request.asked().maybe("payment_method"),
        clocks.now(things.get("customer", invoice.path("customer").asText())));
    return invoice;
  }

  private JsonNode voided(ObjectNode invoice) {
    invoice.put("status", "void").put("amount_remaining", 0).putNull("next_payment_attempt");
    ((ObjectNode) invoice.get("status_transitions"))
        .put("voided_at", clocks.now(things.get("customer", invoice.path("customer").asText())));
    events.tell("invoice.voided", invoice);
    return invoice;
  }

  /** What the running period would cost if it ended now. */
  private JsonNode preview(Request request) {
    request.asked().only("customer", "subscription");
    ObjectNode subscription =
        things.get(Subscriptions.SUBSCRIPTION, request.asked().text("subscription"));
    JsonNode item = subscription.path("items").path("data").path(0);
    long from = item.path("current_period_start").asLong();
    long to = item.path("current_period_end").asLong();
    ObjectNode invoice = blank(subscription, from, to);
    invoice.put("id", things.id("upcoming_in_")).put("status", "draft");
    invoice.put("created", to).put("billing_reason", "upcoming");
    count(invoice, subscription, from, to);
    return invoice;
  }

  private JsonNode lines(Request request) {
    request.asked().only("limit", "starting_after", "ending_before");
    JsonNode lines = things.get(INVOICE, request.id()).path("lines");
    return Things.list(request.path(), Json.each(lines.path("data")).toList(), false);
  }

  private JsonNode list(Request request) {
    Parameters asked = request.asked();
    asked.only("customer", "subscription", "status", "limit", "starting_after", "ending_before");
    return things.page(
        INVOICE,
        "/v1/invoices",
        asked,
        one ->
            asked.maybe("customer").map(it -> Json.is(one, "customer", it)).orElse(true)
                && asked.maybe("status").map(it -> Json.is(one, "status", it)).orElse(true));
  }

  private JsonNode payments(Request request) {
    Parameters asked = request.asked();
    asked.only("invoice", "status", "payment", "limit", "starting_after", "ending_before");
    return things.page(
        "invoice_payment",
        "/v1/invoice_payments",
        asked,
        one ->
            asked.maybe("invoice").map(it -> Json.is(one, "invoice", it)).orElse(true)
                && asked
                    .maybe("payment.payment_intent")
                    .map(it -> Json.is(one.path("payment"), "payment_intent", it))
                    .orElse(true));
  }
}
