package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import nova.local.http.Answers;

/**
 * Subscriptions to metered monthly prices, in arrears. A metered item takes no quantity, and its
 * meter must be active. Without metered items there is nothing to subscribe to here.
 */
final class Subscriptions {
  static final String SUBSCRIPTION = "subscription";
  private final Things things;
  private final Clocks clocks;
  private final Events events;

  Subscriptions(Things things, Clocks clocks, Events events) {
    this.things = things;
    this.clocks = clocks;
    this.events = events;
  }

  void addTo(Routes routes) {
    routes.on("POST", "/v1/subscriptions", this::make);
    routes.on("GET", "/v1/subscriptions", this::list);
    routes.on("GET", "/v1/subscriptions/{}", r -> things.get(SUBSCRIPTION, r.id()));
    routes.on("POST", "/v1/subscriptions/{}", this::update);
    routes.on("DELETE", "/v1/subscriptions/{}", this::cancel);
  }

  private JsonNode make(Request request) {
    Parameters asked = request.asked();
    asked.only(
        "customer",
        "items",
        "currency",
        "default_payment_method",
        "collection_method",
        "billing_cycle_anchor_config",
        "proration_behavior",
        "payment_behavior",
        "automatic_tax",
        "billing_mode",
        "off_session",
        "description",
        "metadata");
    ObjectNode customer = things.get("customer", asked.text("customer"));
    if (asked.items("items").isEmpty()) {
      throw Refusal.missing("items");
    }
    long now = clocks.now(customer);
    ObjectNode subscription = Blanks.of(SUBSCRIPTION);
    String id = things.id("sub_");
    subscription.put("id", id).put("created", now).put("start_date", now);
    subscription.put("customer", customer.path("id").asText());
    subscription.set("test_clock", customer.get("test_clock"));
    ((ObjectNode) subscription.get("items"))
        .put("url", "/v1/subscription_items?subscription=" + id);
    anchor(subscription, asked, now);
    method(subscription, customer, asked);
    Json.texts(subscription, asked, "description");
    Json.metadata(subscription, asked);
    for (Parameters item : asked.items("items")) {
      addItem(subscription, item, now);
    }
    customer.put("currency", "usd");
    things.keep(SUBSCRIPTION, id, subscription);
    events.tell("customer.subscription.created", subscription);
    return subscription;
  }

  /** From now, or from the day of the month that was asked for. */
  private static void anchor(ObjectNode subscription, Parameters asked, long now) {
    if (!asked.has("billing_cycle_anchor_config")) {
      subscription.put("billing_cycle_anchor", now);
      return;
    }
    ObjectNode config = subscription.putObject("billing_cycle_anchor_config");
    int day = (int) asked.number("billing_cycle_anchor_config.day_of_month");
    ZonedDateTime start = Instant.ofEpochSecond(now).atZone(ZoneOffset.UTC);
    int hour = (int) asked.number("billing_cycle_anchor_config.hour", start.getHour());
    int minute = (int) asked.number("billing_cycle_anchor_config.minute", start.getMinute());
    int second = (int) asked.number("billing_cycle_anchor_config.second", start.getSecond());
    config.put("day_of_month", day).put("hour", hour).put("minute", minute).put("second", second);
    config.putNull("month");
    YearMonth month = YearMonth.from(start);
    ZonedDateTime at = inMonth(month, day).atTime(hour, minute, second).atZone(ZoneOffset.UTC);
    if (!at.isAfter(start)) {
      at = inMonth(month.plusMonths(1), day).atTime(hour, minute, second).atZone(ZoneOffset.UTC);
    }
    subscription.put("billing_cycle_anchor", at.toEpochSecond());
  }

  private static LocalDate inMonth(YearMonth month, int day) {
    return month.atDay(Math.min(day, month.lengthOfMonth()));
  }

  private void method(ObjectNode subscription, JsonNode customer, Parameters asked) {
    asked
        .maybe("default_payment_method")
        .ifPresent(
            method -> {
              if (!Json.is(
                  things.get("payment_method", method), "customer", customer.path("id").asText())) {
                throw Refusal.invalid(
                    "resource_missing",
                    "default_payment_method",
                    "The customer does not have a payment method with the ID " + method + ".");
              }
              subscription.put("default_payment_method", method);
            });
  }

  private void addItem(ObjectNode subscription, Parameters asked, long now) {
    asked.only("price", "quantity", "metadata", "id", "deleted");
    ObjectNode price = things.get("price", asked.text("price"));
    if (!Json.is(price.path("recurring"), "usage_type", "metered")) {
      throw Refusal.invalid("items[0][price]", "This stand-in has metered prices only.");
    }
    if (asked.has("quantity")) {
      throw Refusal.invalid(
          "items[0][quantity]",
          "You cannot set the quantity for metered plans: usage is reported on its meter.");
    }
    things.get("billing.meter", price.path("recurring").path("meter").asText());
    ArrayNode items = (ArrayNode) subscription.get("items").get("data");
    for (JsonNode known : items) {
      if (known.path("price").path("id").asText().equals(price.path("id").asText())) {
        throw Refusal.invalid(
            "items[0][price]",
            "Cannot add multiple subscription items with the same plan: "
                + price.path("id").asText());
      }
    }
    ObjectNode item = Blanks.of("subscription_item");
    item.put("id", things.id("si_")).put("created", now);
    item.put("subscription", subscription.path("id").asText());
    item.set("price", price.deepCopy());
    item.set("plan", plan(price));
    item.put("current_period_start", now).put("current_period_end", periodEnd(subscription, now));
    items.add(item);
    subscription.put("currency", price.path("currency").asText());
  }

  /** The old name of a price, which items still carry. */
  private static ObjectNode plan(ObjectNode price) {
    ObjectNode plan = Answers.JSON.createObjectNode();
    plan.put("id", price.path("id").asText()).put("object", "plan").put("active", true);
    plan.set("amount", price.get("unit_amount"));
    plan.set("amount_decimal", price.get("unit_amount_decimal"));
    plan.put("billing_scheme", "per_unit").put("created", price.path("created").asLong());
    plan.put("currency", price.path("currency").asText()).put("interval", "month");
    plan.put("interval_count", 1).put("livemode", false).putObject("metadata");
    plan.set("meter", price.path("recurring").get("meter"));
    plan.putNull("nickname").put("product", price.path("product").asText());
    plan.putNull("tiers_mode").putNull("transform_usage").putNull("trial_period_days");
    return plan.put("usage_type", "metered");
  }

  /** The first anchor after a moment. */
  static long periodEnd(JsonNode subscription, long after) {
    ZonedDateTime anchor =
        Instant.ofEpochSecond(subscription.path("billing_cycle_anchor").asLong())
            .atZone(ZoneOffset.UTC);
    ZonedDateTime end = anchor;
    for (int months = 1; end.toEpochSecond() <= after; months++) {
      end = anchor.plusMonths(months);
    }
    return end.toEpochSecond();
  }

  private JsonNode update(Request request) {
    Parameters asked = request.asked();
    asked.only(
        "items",
        "default_payment_method",
        "metadata",
        "proration_behavior",
        "description",
        "cancel_at_period_end");
    ObjectNode subscription = things.get(SUBSCRIPTION, request.id());
    JsonNode customer = things.get("customer", subscription.path("customer").asText());
    method(subscription, customer, asked);
    for (Parameters item : asked.items("items")) {
      addItem(subscription, item, clocks.now(customer));
    }
    if (asked.has("cancel_at_period_end")) {
      subscription.put("cancel_at_period_end", asked.flag("cancel_at_period_end", false));
    }
    Json.metadata(subscription, asked);
    Json.texts(subscription, asked, "description");
    events.tell("customer.subscription.updated", subscription);
    return subscription;
  }

  private JsonNode cancel(Request request) {
    request.asked().only("invoice_now", "prorate", "cancellation_details");
    ObjectNode subscription = things.get(SUBSCRIPTION, request.id());
    end(subscription, clocks.now(things.get("customer", subscription.path("customer").asText())));
    return subscription;
  }

  void end(ObjectNode subscription, long at) {
    subscription.put("status", "canceled").put("canceled_at", at).put("ended_at", at);
    events.tell("customer.subscription.deleted", subscription);
  }

  /** Tells it only when it is another status than before. */
  void status(ObjectNode subscription, String status) {
    if (!Json.is(subscription, "status", status)) {
      subscription.put("status", status);
      events.tell("customer.subscription.updated", subscription);
    }
  }

  private JsonNode list(Request request) {
    Parameters asked = request.asked();
    asked.only("customer", "status", "limit", "starting_after", "ending_before");
    String status = asked.maybe("status").orElse("");
    return things.page(
        SUBSCRIPTION,
        "/v1/subscriptions",
        asked,
        one ->
            asked.maybe("customer").map(it -> Json.is(one, "customer", it)).orElse(true)
                && (status.equals("all")
                    || (status.isEmpty()
                        ? !Json.is(one, "status", "canceled")
                        : Json.is(one, "status", status))));
  }
}
