package nova.local.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.Invoice;
import com.stripe.model.Subscription;
import com.stripe.model.billing.Meter;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.EventListParams;
import com.stripe.param.InvoiceCreatePreviewParams;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.InvoiceRetrieveParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentMethodAttachParams;
import com.stripe.param.PriceCreateParams;
import com.stripe.param.ProductCreateParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.SetupIntentCreateParams;
import com.stripe.param.SubscriptionCreateParams;
import com.stripe.param.WebhookEndpointCreateParams;
import com.stripe.param.billing.MeterCreateParams;
import com.stripe.param.billing.MeterEventSummaryListParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.v2.billing.MeterEventCreateParams;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import nova.local.stripe.LocalStripe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A customer's whole way by Stripe's own Java library; every request, answer and event on it is
 * held against Stripe's own TypeScript types of the same API version.
 */
class StripeFidelityTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ID =
      Pattern.compile("/([a-z]+_(?=\\w*[A-Z0-9])\\w{8,}|pm_card_\\w+)");
  private static final Instant START = Instant.parse("2031-01-10T08:00:00Z");
  private Instant now = START;
  private final LocalStripe stripe =
      LocalStripe.start(0, "sk_test_right", (InstantSource) () -> now);
  private final List<LocalStripe.Call> calls = Collections.synchronizedList(new ArrayList<>());
  private final List<String> faults = new ArrayList<>();
  private final Set<String> seen = new TreeSet<>();
  private StripeClient client;

  @BeforeEach
  void connect() {
    client =
        StripeClient.builder()
            .setApiKey("sk_test_right")
            .setApiBase(stripe.uri().toString())
            .setMeterEventsBase(stripe.uri().toString())
            .build();
    stripe.watchedBy(calls::add);
  }

  @AfterEach
  void stop() {
    stripe.close();
  }

  @Test
  void a_customers_whole_way_has_the_forms_of_stripes_own_types() throws Exception {
    client
        .v1()
        .webhookEndpoints()
        .create(
            WebhookEndpointCreateParams.builder()
                .setUrl("http://127.0.0.1:9/")
                .addEnabledEvent(WebhookEndpointCreateParams.EnabledEvent.ALL)
                .build());
    Meter meter = meter();
    Customer customer = customer("pm_card_visa");
    Subscription subscription = subscribe(customer, price(meter));
    report(meter, customer, "one", 700);
    preview(subscription);
    summaries(meter, customer);
    now = Instant.parse("2031-02-01T00:00:00Z");
    stripe.tick();
    now = now.plus(Duration.ofHours(1));
    stripe.tick();
    Invoice invoice = newest(customer);
    assertThat(invoice.getStatus()).isEqualTo("paid");
    assertThat(invoice.getTotal()).isEqualTo(700 * 13);
    refund(invoice);
    declined(customer);
    checkoutAndSetup(customer);
    client.v1().events().list(EventListParams.builder().setLimit(100L).build());
    client.v1().subscriptions().cancel(subscription.getId());
    calls.forEach(this::check);
    assertThat(faults).isEmpty();
    assertThat(seen)
        .contains(
            "billing.meter",
            "billing.meter_event_summary",
            "checkout.session",
            "customer",
            "event",
            "invoice",
            "invoice_payment",
            "payment_intent",
            "payment_method",
            "price",
            "product",
            "refund",
            "setup_intent",
            "subscription",
            "v2.billing.meter_event",
            "webhook_endpoint");
  }

  @Test
  void the_types_do_tell_a_customer_from_something_else() throws Exception {
    JsonNode bad = JSON.readTree("{\"object\":\"customer\",\"id\":7,\"nonsense\":true}");
    assertThat(StripeTypes.objectFaults(bad)).isNotEmpty();
    assertThat(
            StripeTypes.parameterFaults("POST /v1/refunds", JSON.readTree("{\"ammount\":\"3\"}")))
        .isNotEmpty();
  }

  private void check(LocalStripe.Call call) {
    try {
      String route = call.method() + " " + ID.matcher(call.path()).replaceAll("/{}");
      JsonNode asked = JSON.readTree(call.asked());
      if (StripeTypes.knowsParameters(route)) {
        StripeTypes.parameterFaults(route, asked).forEach(one -> faults.add(route + ": " + one));
      } else if (!asked.isEmpty() && !Set.of("[\"expand\"]").contains(asked.fieldNames().next())) {
        asked.fieldNames().forEachRemaining(name -> only(route, name));
      }
      JsonNode answer = JSON.readTree(call.answer());
      if (call.status() == 200) {
        checkObject(route, answer);
      }
    } catch (java.io.IOException e) {
      faults.add(e.toString());
    }
  }

  private void only(String route, String name) {
    if (!name.equals("expand")) {
      faults.add(route + " has no types of parameters here: " + name);
    }
  }

  private void checkObject(String route, JsonNode answer) {
    if (answer.path("object").asText().equals("list")) {
      answer.path("data").forEach(one -> checkObject(route, one));
      return;
    }
    JsonNode checked = answer.deepCopy();
    if (answer.path("object").asText().equals("event")) {
      checkObject("event " + answer.path("type").asText(), answer.path("data").path("object"));
      ((ObjectNode) checked.path("data")).putObject("object"); // any, by the types of events
    }
    seen.add(answer.path("object").asText());
    StripeTypes.objectFaults(checked).forEach(one -> faults.add(route + ": " + one));
    answer.path("payments").path("data").forEach(one -> checkObject(route, one));
  }

  private Meter meter() throws StripeException {
    return client
        .v1()
        .billing()
        .meters()
        .create(
            MeterCreateParams.builder()
                .setDisplayName("Node-hours")
                .setEventName("node_hours")
                .setDefaultAggregation(
                    MeterCreateParams.DefaultAggregation.builder()
                        .setFormula(MeterCreateParams.DefaultAggregation.Formula.SUM)
                        .build())
                .build());
  }

  private String price(Meter meter) throws StripeException {
    var product =
        client.v1().products().create(ProductCreateParams.builder().setName("Node-hour").build());
    return client
        .v1()
        .prices()
        .create(
            PriceCreateParams.builder()
                .setCurrency("usd")
                .setProduct(product.getId())
                .setUnitAmountDecimal(new java.math.BigDecimal("13"))
                .setRecurring(
                    PriceCreateParams.Recurring.builder()
                        .setInterval(PriceCreateParams.Recurring.Interval.MONTH)
                        .setUsageType(PriceCreateParams.Recurring.UsageType.METERED)
                        .setMeter(meter.getId())
                        .build())
                .build())
        .getId();
  }

  private Customer customer(String card) throws StripeException {
    Customer customer =
        client
            .v1()
            .customers()
            .create(
                CustomerCreateParams.builder()
                    .setName("Acme")
                    .setEmail("ada@example.com")
                    .putMetadata("nova_tenant", "t")
                    .build());
    useCard(customer, card);
    return customer;
  }

  private void useCard(Customer customer, String card) throws StripeException {
    var method =
        client
            .v1()
            .paymentMethods()
            .attach(
                card, PaymentMethodAttachParams.builder().setCustomer(customer.getId()).build());
    client
        .v1()
        .customers()
        .update(
            customer.getId(),
            CustomerUpdateParams.builder()
                .setInvoiceSettings(
                    CustomerUpdateParams.InvoiceSettings.builder()
                        .setDefaultPaymentMethod(method.getId())
                        .build())
                .build());
  }

  private Subscription subscribe(Customer customer, String price) throws StripeException {
    return client
        .v1()
        .subscriptions()
        .create(
            SubscriptionCreateParams.builder()
                .setCustomer(customer.getId())
                .addItem(SubscriptionCreateParams.Item.builder().setPrice(price).build())
                .setBillingCycleAnchorConfig(
                    SubscriptionCreateParams.BillingCycleAnchorConfig.builder()
                        .setDayOfMonth(1L)
                        .setHour(0L)
                        .setMinute(0L)
                        .setSecond(0L)
                        .build())
                .setProrationBehavior(SubscriptionCreateParams.ProrationBehavior.NONE)
                .build());
  }

  private void report(Meter meter, Customer customer, String identifier, long value)
      throws StripeException {
    client
        .v2()
        .billing()
        .meterEvents()
        .create(
            MeterEventCreateParams.builder()
                .setEventName(meter.getEventName())
                .setIdentifier(identifier)
                .setTimestamp(now)
                .putPayload("stripe_customer_id", customer.getId())
                .putPayload("value", Long.toString(value))
                .build());
  }

  private void preview(Subscription subscription) throws StripeException {
    var preview =
        client
            .v1()
            .invoices()
            .createPreview(
                InvoiceCreatePreviewParams.builder().setSubscription(subscription.getId()).build());
    assertThat(preview.getTotal()).isEqualTo(700 * 13);
  }

  private void summaries(Meter meter, Customer customer) throws StripeException {
    var summary =
        client
            .v1()
            .billing()
            .meters()
            .eventSummaries()
            .list(
                meter.getId(),
                MeterEventSummaryListParams.builder()
                    .setCustomer(customer.getId())
                    .setStartTime(START.getEpochSecond())
                    .setEndTime(START.plusSeconds(3600).getEpochSecond())
                    .build());
    assertThat(summary.getData().getFirst().getAggregatedValue()).isEqualByComparingTo("700");
  }

  private Invoice newest(Customer customer) throws StripeException {
    String id =
        client
            .v1()
            .invoices()
            .list(InvoiceListParams.builder().setCustomer(customer.getId()).build())
            .getData()
            .getFirst()
            .getId();
    return client
        .v1()
        .invoices()
        .retrieve(id, InvoiceRetrieveParams.builder().addExpand("payments").build());
  }

  private void refund(Invoice invoice) throws StripeException {
    String intent = invoice.getPayments().getData().getFirst().getPayment().getPaymentIntent();
    client
        .v1()
        .refunds()
        .create(
            RefundCreateParams.builder()
                .setPaymentIntent(intent)
                .setAmount(100L)
                .setReason(RefundCreateParams.Reason.REQUESTED_BY_CUSTOMER)
                .build());
  }

  private void declined(Customer customer) throws StripeException {
    var method =
        client
            .v1()
            .paymentMethods()
            .attach(
                "pm_card_chargeCustomerFail",
                PaymentMethodAttachParams.builder().setCustomer(customer.getId()).build());
    var charge =
        PaymentIntentCreateParams.builder()
            .setAmount(500L)
            .setCurrency("usd")
            .setCustomer(customer.getId())
            .setPaymentMethod(method.getId())
            .setConfirm(true)
            .build();
    assertThatThrownBy(() -> client.v1().paymentIntents().create(charge))
        .isInstanceOfSatisfying(
            CardException.class, e -> assertThat(e.getDeclineCode()).isEqualTo("generic_decline"));
  }

  private void checkoutAndSetup(Customer customer) throws StripeException {
    client
        .v1()
        .checkout()
        .sessions()
        .create(
            SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.SETUP)
                .setCustomer(customer.getId())
                .setCurrency("usd")
                .setSuccessUrl("http://localhost/ok")
                .build());
    client
        .v1()
        .setupIntents()
        .create(
            SetupIntentCreateParams.builder()
                .setCustomer(customer.getId())
                .setPaymentMethod("pm_card_authenticationRequired")
                .setConfirm(true)
                .build());
    client
        .v1()
        .billingPortal()
        .sessions()
        .create(
            com.stripe.param.billingportal.SessionCreateParams.builder()
                .setCustomer(customer.getId())
                .setReturnUrl("http://localhost/")
                .build());
  }
}
