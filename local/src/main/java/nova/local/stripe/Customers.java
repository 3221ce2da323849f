package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Customers, and the cards attached to them. */
final class Customers {
  private static final String CUSTOMER = "customer";
  private static final String METHOD = "payment_method";
  private final Things things;
  private final Clocks clocks;
  private final Events events;

  Customers(Things things, Clocks clocks, Events events) {
    this.things = things;
    this.clocks = clocks;
    this.events = events;
  }

  void addTo(Routes routes) {
    routes.on("POST", "/v1/customers", this::make);
    routes.on("GET", "/v1/customers", this::list);
    routes.on("GET", "/v1/customers/{}", r -> things.get(CUSTOMER, r.id()));
    routes.on("POST", "/v1/customers/{}", this::update);
    routes.on("GET", "/v1/customers/{}/payment_methods", this::methodsOf);
    routes.on("GET", "/v1/payment_methods/{}", r -> things.get(METHOD, r.id()));
    routes.on("POST", "/v1/payment_methods/{}/attach", this::attach);
    routes.on("POST", "/v1/payment_methods/{}/detach", this::detach);
  }

  private JsonNode make(Request request) {
    Parameters asked = request.asked();
    known(asked);
    ObjectNode customer = Blanks.of(CUSTOMER);
    asked
        .maybe("test_clock")
        .ifPresent(
            clock ->
                customer.put(
                    "test_clock",
                    things.get("test_helpers.test_clock", clock).path("id").asText()));
    customer.put("created", clocks.now(customer));
    customer.put(
        "invoice_prefix", things.id("").substring(0, 8).toUpperCase(java.util.Locale.ROOT));
    set(customer, asked);
    things.keep(CUSTOMER, things.id("cus_"), customer);
    events.tell("customer.created", customer);
    return customer;
  }

  private static void known(Parameters asked) {
    asked.only(
        "name",
        "email",
        "description",
        "phone",
        "metadata",
        "test_clock",
        "invoice_settings",
        "address",
        "preferred_locales",
        "tax_exempt");
  }

  private static void set(ObjectNode customer, Parameters asked) {
    Json.texts(customer, asked, "name", "email", "description", "phone");
    Json.metadata(customer, asked);
  }

  private JsonNode update(Request request) {
    ObjectNode customer = things.get(CUSTOMER, request.id());
    Parameters asked = request.asked();
    known(asked);
    set(customer, asked);
    asked
        .maybe("invoice_settings.default_payment_method")
        .ifPresent(method -> useByDefault(customer, method));
    events.tell("customer.updated", customer);
    return customer;
  }

  void useByDefault(ObjectNode customer, String method) {
    if (!Json.is(things.get(METHOD, method), CUSTOMER, customer.path("id").asText())) {
      throw Refusal.invalid(
          "resource_missing",
          "invoice_settings[default_payment_method]",
          "The payment method must be attached to the customer.");
    }
    ((ObjectNode) customer.get("invoice_settings")).put("default_payment_method", method);
  }

  private JsonNode list(Request request) {
    Parameters asked = request.asked();
    asked.only("email", "created", "test_clock", "limit", "starting_after", "ending_before");
    return things.page(
        CUSTOMER,
        "/v1/customers",
        asked,
        one -> asked.maybe("email").map(it -> Json.is(one, "email", it)).orElse(true));
  }

  private JsonNode methodsOf(Request request) {
    things.get(CUSTOMER, request.id());
    request.asked().only("type", "limit", "starting_after", "ending_before");
    return things.page(
        METHOD, request.path(), request.asked(), one -> Json.is(one, CUSTOMER, request.id()));
  }

  private JsonNode attach(Request request) {
    request.asked().only("customer");
    ObjectNode customer = things.get(CUSTOMER, request.asked().text("customer"));
    if (Card.token(request.id())) {
      return attached(makeMethod(Card.ofToken(request.id())), customer);
    }
    return attached(things.get(METHOD, request.id()), customer);
  }

  ObjectNode attached(ObjectNode method, ObjectNode customer) {
    method.put(CUSTOMER, customer.path("id").asText());
    events.tell("payment_method.attached", method);
    return method;
  }

  private JsonNode detach(Request request) {
    request.asked().only();
    ObjectNode method = things.get(METHOD, request.id());
    things.find(CUSTOMER, method.path(CUSTOMER).asText()).ifPresent(one -> forget(one, method));
    method.putNull(CUSTOMER);
    events.tell("payment_method.detached", method);
    return method;
  }

  private static void forget(ObjectNode customer, ObjectNode method) {
    ObjectNode settings = (ObjectNode) customer.get("invoice_settings");
    if (Json.is(settings, "default_payment_method", method.path("id").asText())) {
      settings.putNull("default_payment_method");
    }
  }

  /** A card typed into a page of ours, or a test token. */
  ObjectNode makeMethod(Card card) {
    ObjectNode method = things.make(METHOD, "pm_", clocks.now());
    ObjectNode details = method.putObject("card");
    details.put("brand", card.brand()).put("country", "US").put("display_brand", card.brand());
    details.putObject("checks").put("cvc_check", "pass").putNull("address_line1_check");
    ((ObjectNode) details.get("checks")).putNull("address_postal_code_check");
    details
        .put("exp_month", 12)
        .put("exp_year", 2040)
        .put("fingerprint", "local" + card.lastFour());
    details.put("funding", "credit").putNull("generated_from").put("last4", card.lastFour());
    ObjectNode networks = details.putObject("networks");
    networks.putArray("available").add(card.brand());
    networks.putNull("preferred");
    details.putNull("regulated_status").putObject("three_d_secure_usage").put("supported", true);
    details.putNull("wallet");
    // Stripe keeps the number to itself; so it is not part of the object
    things.keep(
        "_card",
        method.path("id").asText(),
        nova.local.http.Answers.JSON.createObjectNode().put("number", card.number()));
    return method;
  }

  Card cardOf(String method) {
    return Card.of(things.get("_card", method).path("number").asText());
  }
}
