package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;

/** Products, prices and meters. */
final class Catalogue {
  private static final String PRODUCT = "product";
  private static final String PRICE = "price";
  private static final String METER = "billing.meter";
  private final Things things;
  private final Clocks clocks;
  private final Events events;

  Catalogue(Things things, Clocks clocks, Events events) {
    this.things = things;
    this.clocks = clocks;
    this.events = events;
  }

  void addTo(Routes routes) {
    routes.on("POST", "/v1/products", this::makeProduct);
    routes.on("GET", "/v1/products/{}", r -> things.get(PRODUCT, r.id()));
    routes.on(
        "GET", "/v1/products", r -> things.page(PRODUCT, "/v1/products", r.asked(), _ -> true));
    routes.on("POST", "/v1/prices", this::makePrice);
    routes.on("GET", "/v1/prices/{}", r -> things.get(PRICE, r.id()));
    routes.on("GET", "/v1/prices", this::prices);
    routes.on("POST", "/v1/billing/meters", this::makeMeter);
    routes.on("GET", "/v1/billing/meters", this::meters);
    routes.on("GET", "/v1/billing/meters/{}", r -> things.get(METER, r.id()));
    routes.on("POST", "/v1/billing/meters/{}/deactivate", r -> status(r, "inactive"));
    routes.on("POST", "/v1/billing/meters/{}/reactivate", r -> status(r, "active"));
  }

  private JsonNode makeProduct(Request request) {
    Parameters asked = request.asked();
    asked.only("id", "name", "description", "unit_label", "tax_code", "metadata", "active");
    String id = asked.maybe("id").orElseGet(() -> things.id("prod_"));
    if (things.find(PRODUCT, id).isPresent()) {
      throw Refusal.invalid("resource_already_exists", "id", "Product already exists.");
    }
    ObjectNode product = Blanks.of(PRODUCT);
    product.put("name", asked.text("name")).put("created", clocks.now());
    product.put("updated", clocks.now());
    Json.texts(product, asked, "description", "unit_label", "tax_code");
    Json.metadata(product, asked);
    things.keep(PRODUCT, id, product);
    events.tell("product.created", product);
    return product;
  }

  private JsonNode makePrice(Request request) {
    Parameters asked = request.asked();
    asked.only(
        "currency",
        "product",
        "unit_amount",
        "unit_amount_decimal",
        "recurring",
        "lookup_key",
        "nickname",
        "tax_behavior",
        "billing_scheme",
        "metadata",
        "active");
    things.get(PRODUCT, asked.text("product"));
    refuseTakenKey(asked);
    ObjectNode price = Blanks.of(PRICE);
    price.put("currency", asked.text("currency")).put("product", asked.text("product"));
    price.put("tax_behavior", asked.maybe("tax_behavior").orElse("unspecified"));
    Json.texts(price, asked, "lookup_key", "nickname");
    Json.metadata(price, asked);
    amount(price, asked);
    if (asked.has("recurring")) {
      price.put("type", "recurring").set("recurring", recurring(asked));
    } else {
      price.put("type", "one_time");
    }
    things.keep(PRICE, things.id("price_"), price.put("created", clocks.now()));
    events.tell("price.created", price);
    return price;
  }

  private void refuseTakenKey(Parameters asked) {
    asked
        .maybe("lookup_key")
        .filter(key -> !things.all(PRICE, price -> Json.is(price, "lookup_key", key)).isEmpty())
        .ifPresent(
            key -> {
              throw Refusal.invalid(
                  "lookup_key", "A price (`" + key + "`) already uses that lookup key.");
            });
  }

  /** Cents, with up to twelve places behind the point; never a binary fraction. */
  private static void amount(ObjectNode price, Parameters asked) {
    String text = asked.maybe("unit_amount_decimal").orElseGet(() -> asked.text("unit_amount"));
    BigDecimal cents = decimal(text);
    price.put("unit_amount_decimal", cents.toPlainString());
    if (cents.stripTrailingZeros().scale() <= 0) {
      price.put("unit_amount", cents.longValueExact());
    }
  }

  private static BigDecimal decimal(String text) {
    if (!text.matches("[0-9]{1,12}(\\.[0-9]{1,12})?")) {
      throw Refusal.invalid("unit_amount_decimal", "Invalid decimal: " + text);
    }
    return new BigDecimal(text);
  }

  private ObjectNode recurring(Parameters asked) {
    ObjectNode recurring = nova.local.http.Answers.JSON.createObjectNode();
    String usage = asked.word("recurring.usage_type", "licensed", "licensed", "metered");
    recurring.put("interval", asked.text("recurring.interval")).put("interval_count", 1);
    recurring.put("usage_type", usage).putNull("trial_period_days");
    if (usage.equals("metered")) {
      ObjectNode meter = things.get(METER, asked.text("recurring.meter"));
      if (!Json.is(meter, "status", "active")) {
        throw Refusal.invalid("recurring[meter]", "The meter is inactive.");
      }
      recurring.put("meter", meter.path("id").asText());
    } else {
      recurring.putNull("meter");
    }
    return recurring;
  }

  private JsonNode prices(Request request) {
    Parameters asked = request.asked();
    asked.only("lookup_keys", "active", "product", "limit", "starting_after", "ending_before");
    List<String> keys = asked.texts("lookup_keys");
    return things.page(
        PRICE,
        "/v1/prices",
        asked,
        price ->
            (keys.isEmpty() || keys.contains(price.path("lookup_key").asText()))
                && asked.maybe("product").map(it -> Json.is(price, "product", it)).orElse(true)
                && asked.maybe("active").map(it -> Json.is(price, "active", it)).orElse(true));
  }

  private JsonNode makeMeter(Request request) {
    Parameters asked = request.asked();
    asked.only(
        "display_name",
        "event_name",
        "default_aggregation",
        "customer_mapping",
        "value_settings",
        "event_time_window");
    String event = asked.text("event_name");
    boolean taken =
        !things
            .all(
                METER, one -> Json.is(one, "event_name", event) && Json.is(one, "status", "active"))
            .isEmpty();
    if (taken) {
      throw Refusal.invalid(
          "resource_already_exists",
          "event_name",
          "An active meter already exists for the event name " + event + ".");
    }
    ObjectNode meter = Blanks.of(METER);
    meter.put("display_name", asked.text("display_name")).put("event_name", event);
    ObjectNode aggregation = meter.putObject("default_aggregation");
    String formula = asked.text("default_aggregation.formula");
    if (!formula.equals("sum")) {
      throw Refusal.invalid("default_aggregation[formula]", "This stand-in only sums.");
    }
    aggregation.put("formula", formula);
    meter
        .putObject("customer_mapping")
        .put(
            "event_payload_key",
            asked.maybe("customer_mapping.event_payload_key").orElse("stripe_customer_id"))
        .put("type", "by_id");
    meter
        .putObject("value_settings")
        .put("event_payload_key", asked.maybe("value_settings.event_payload_key").orElse("value"));
    things.keep(METER, things.id("mtr_test_"), meter);
    meter.put("created", clocks.now()).put("updated", clocks.now());
    events.tell("billing.meter.created", meter);
    return meter;
  }

  private JsonNode meters(Request request) {
    Parameters asked = request.asked();
    asked.only("status", "limit", "starting_after", "ending_before");
    return things.page(
        METER,
        "/v1/billing/meters",
        asked,
        meter -> asked.maybe("status").map(it -> Json.is(meter, "status", it)).orElse(true));
  }

  private JsonNode status(Request request, String status) {
    ObjectNode meter = things.get(METER, request.id());
    meter.put("status", status).put("updated", clocks.now());
    return meter;
  }
}
