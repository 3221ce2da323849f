package nova.billing.stripe;

import com.stripe.exception.StripeException;
import com.stripe.model.SetupIntent;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.SubscriptionCreateParams;
import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.param.billing.MeterEventSummaryListParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.v2.billing.MeterEventCreateParams;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import nova.billing.processor.CardSession;
import nova.billing.processor.Charge;
import nova.billing.processor.CustomerState;
import nova.billing.processor.MeterReading;
import nova.billing.processor.Notice;
import nova.billing.processor.PaymentProcessor;
import nova.billing.processor.ProcessorException;
import nova.billing.processor.Reported;
import nova.billing.processor.UsagePrice;
import nova.kernel.TenantId;
import nova.platform.Component;
import org.jspecify.annotations.Nullable;

/** The payment processor is Stripe. */
@Component
class StripeProcessor implements PaymentProcessor {
  private static final String DUPLICATE = "duplicate_meter_event";
  private static final String TOO_OLD = "timestamp_too_far_in_past";
  private final StripeAccess stripe;
  private final StripeCatalogue catalogue;
  private final StripeStates states;
  private final StripeCharges charges;
  private final StripeNotices notices;

  @Inject
  StripeProcessor(
      StripeAccess stripe,
      StripeCatalogue catalogue,
      StripeStates states,
      StripeCharges charges,
      StripeNotices notices) {
    this.stripe = stripe;
    this.catalogue = catalogue;
    this.states = states;
    this.charges = charges;
    this.notices = notices;
  }

  @Override
  public boolean on() {
    return stripe.on();
  }

  @Override
  public void prepare(Collection<UsagePrice> prices) {
    prices.forEach(catalogue::entry);
  }

  @Override
  public String customer(TenantId tenant, String name, @Nullable String email) {
    var wanted =
        CustomerCreateParams.builder().setName(name).putMetadata("nova_tenant", tenant.toString());
    if (email != null) {
      wanted.setEmail(email);
    }
    return stripe
        .call(
            () ->
                stripe
                    .v1()
                    .customers()
                    .create(wanted.build(), StripeAccess.once("customer-" + tenant)))
        .getId();
  }

  @Override
  public URI cardPage(String customer, String done, String back) {
    var wanted =
        SessionCreateParams.builder()
            .setMode(SessionCreateParams.Mode.SETUP)
            .setCustomer(customer)
            .setCurrency("usd")
            .setSuccessUrl(done.replace("{SESSION}", "{CHECKOUT_SESSION_ID}"))
            .setCancelUrl(back)
            .build();
    return URI.create(stripe.call(() -> stripe.v1().checkout().sessions().create(wanted)).getUrl());
  }

  @Override
  public CardSession cardSession(String id) {
    return stripe.call(
        () -> {
          var session = stripe.v1().checkout().sessions().retrieve(id);
          boolean complete = "complete".equals(session.getStatus());
          return new CardSession(
              session.getCustomer(),
              Instant.ofEpochSecond(session.getCreated()),
              complete && session.getSetupIntent() != null ? card(session.getSetupIntent()) : null);
        });
  }

  private @Nullable String card(String setupIntent) throws StripeException {
    SetupIntent intent = stripe.v1().setupIntents().retrieve(setupIntent);
    return "succeeded".equals(intent.getStatus()) ? intent.getPaymentMethod() : null;
  }

  @Override
  public void useCard(String customer, String card) {
    var wanted =
        CustomerUpdateParams.builder()
            .setInvoiceSettings(
                CustomerUpdateParams.InvoiceSettings.builder()
                    .setDefaultPaymentMethod(card)
                    .build())
            .build();
    stripe.call(() -> stripe.v1().customers().update(customer, wanted));
  }

  @Override
  public URI portalPage(String customer, String back) {
    var wanted =
        com.stripe.param.billingportal.SessionCreateParams.builder()
            .setCustomer(customer)
            .setReturnUrl(back)
            .build();
    return URI.create(
        stripe.call(() -> stripe.v1().billingPortal().sessions().create(wanted)).getUrl());
  }

  @Override
  public String subscribe(TenantId tenant, String customer, Collection<UsagePrice> prices) {
    CustomerState.Subscription running = states.subscription(customer);
    if (running != null) {
      return running.id();
    }
    var wanted =
        SubscriptionCreateParams.builder()
            .setCustomer(customer)
            .setBillingCycleAnchorConfig(firstOfTheMonth())
            .setProrationBehavior(SubscriptionCreateParams.ProrationBehavior.NONE)
            .putMetadata("nova_tenant", tenant.toString());
    for (UsagePrice price : prices) {
      wanted.addItem(
          SubscriptionCreateParams.Item.builder().setPrice(catalogue.entry(price).price()).build());
    }
    return stripe.call(() -> stripe.v1().subscriptions().create(wanted.build())).getId();
  }

  private static SubscriptionCreateParams.BillingCycleAnchorConfig firstOfTheMonth() {
    return SubscriptionCreateParams.BillingCycleAnchorConfig.builder()
        .setDayOfMonth(1L)
        .setHour(0L)
        .setMinute(0L)
        .setSecond(0L)
        .build();
  }

  @Override
  public void extend(String subscription, Collection<UsagePrice> prices) {
    var wanted =
        SubscriptionUpdateParams.builder()
            .setProrationBehavior(SubscriptionUpdateParams.ProrationBehavior.NONE);
    for (UsagePrice price : prices) {
      wanted.addItem(
          SubscriptionUpdateParams.Item.builder().setPrice(catalogue.entry(price).price()).build());
    }
    stripe.call(() -> stripe.v1().subscriptions().update(subscription, wanted.build()));
  }

  @Override
  public Reported report(MeterReading reading) {
    var event =
        MeterEventCreateParams.builder()
            .setEventName(catalogue.entry(reading.price()).event())
            .setIdentifier(reading.identifier())
            .setTimestamp(reading.at())
            .putPayload("stripe_customer_id", reading.customer())
            .putPayload("value", Long.toString(reading.value()))
            .build();
    try {
      stripe.call(() -> stripe.v2().billing().meterEvents().create(event));
      return new Reported.Taken();
    } catch (ProcessorException e) {
      return refusal(e);
    }
  }

  private static Reported refusal(ProcessorException e) {
    String message = String.valueOf(e.getMessage());
    if (e.passing()) {
      return new Reported.NotNow(message);
    }
    String code = e.getCause() instanceof StripeException cause ? cause.getCode() : null;
    return switch (String.valueOf(code)) {
      case DUPLICATE -> new Reported.Taken();
      case TOO_OLD -> new Reported.TooOld(message);
      default -> new Reported.Refused(message);
    };
  }

  @Override
  public long counted(String customer, UsagePrice price, Instant from, Instant to) {
    var wanted =
        MeterEventSummaryListParams.builder()
            .setCustomer(customer)
            .setStartTime(from.getEpochSecond())
            .setEndTime(to.getEpochSecond())
            .build();
    String meter = catalogue.entry(price).meter();
    return stripe
        .call(() -> stripe.v1().billing().meters().eventSummaries().list(meter, wanted))
        .getData()
        .stream()
        .map(one -> one.getAggregatedValue())
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .longValueExact();
  }

  @Override
  public CustomerState state(String customer) {
    return states.of(customer);
  }

  @Override
  public Charge pay(String invoice) {
    return charges.pay(invoice);
  }

  @Override
  public Charge charge(
      String customer, String key, long cents, String currency, String description, String back) {
    return charges.charge(customer, key, cents, currency, description, back);
  }

  @Override
  public Charge charge(String intent) {
    return charges.charge(intent);
  }

  @Override
  public Notice read(String body, String signature) {
    return notices.read(body, signature);
  }

  @Override
  public List<Notice> noticesSince(Instant from) {
    return notices.since(from);
  }
}
