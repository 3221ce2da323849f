package nova.billing.stripe;

import com.stripe.model.Charge;
import com.stripe.model.Customer;
import com.stripe.model.Invoice;
import com.stripe.model.InvoiceLineItem;
import com.stripe.model.InvoicePayment;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentMethod;
import com.stripe.model.Subscription;
import com.stripe.param.CustomerRetrieveParams;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.SubscriptionListParams;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import nova.billing.Card;
import nova.billing.processor.CustomerState;
import nova.kernel.Money;
import nova.platform.Component;
import org.jspecify.annotations.Nullable;

/** How things are with a customer, asked now and put into our words. */
@Component
class StripeStates {
  private static final long INVOICES = 24;
  private static final int CENT_PLACES = 2;
  private static final Set<String> RUNNING = Set.of("active", "past_due", "unpaid", "trialing");
  private static final Set<String> OVERDUE = Set.of("past_due", "unpaid");
  private final StripeAccess stripe;
  private final StripeCatalogue catalogue;

  @Inject
  StripeStates(StripeAccess stripe, StripeCatalogue catalogue) {
    this.stripe = stripe;
    this.catalogue = catalogue;
  }

  CustomerState of(String customer) {
    return new CustomerState(card(customer), subscription(customer), invoices(customer));
  }

  private @Nullable Card card(String id) {
    Customer customer =
        stripe.call(
            () ->
                stripe
                    .v1()
                    .customers()
                    .retrieve(
                        id,
                        CustomerRetrieveParams.builder()
                            .addExpand("invoice_settings.default_payment_method")
                            .build()));
    PaymentMethod method = customer.getInvoiceSettings().getDefaultPaymentMethodObject();
    if (method == null || method.getCard() == null) {
      return null;
    }
    var card = method.getCard();
    return new Card(
        card.getBrand(),
        card.getLast4(),
        card.getExpMonth().intValue(),
        card.getExpYear().intValue());
  }

  CustomerState.@Nullable Subscription subscription(String customer) {
    var wanted =
        SubscriptionListParams.builder()
            .setCustomer(customer)
            .setStatus(SubscriptionListParams.Status.ALL)
            .build();
    return stripe.call(() -> stripe.v1().subscriptions().list(wanted)).getData().stream()
        .filter(one -> RUNNING.contains(one.getStatus()))
        .findFirst()
        .map(this::subscription)
        .orElse(null);
  }

  private CustomerState.Subscription subscription(Subscription one) {
    var items = one.getItems().getData();
    List<String> prices =
        items.stream().flatMap(item -> catalogue.code(item.getPrice().getId()).stream()).toList();
    return new CustomerState.Subscription(
        one.getId(),
        OVERDUE.contains(one.getStatus()),
        at(items.getFirst().getCurrentPeriodStart()),
        at(items.getFirst().getCurrentPeriodEnd()),
        prices);
  }

  private List<nova.billing.Invoice> invoices(String customer) {
    var wanted =
        InvoiceListParams.builder()
            .setCustomer(customer)
            .setLimit(INVOICES)
            .addExpand("data.payments")
            .build();
    return stripe.call(() -> stripe.v1().invoices().list(wanted)).getData().stream()
        .map(this::invoice)
        .toList();
  }

  private nova.billing.Invoice invoice(Invoice one) {
    String currency = one.getCurrency().toUpperCase(Locale.ROOT);
    PaymentIntent intent = one.getTotal() == 0 ? null : intent(one);
    Charge charge = intent == null ? null : intent.getLatestChargeObject();
    var moments = one.getStatusTransitions();
    return new nova.billing.Invoice(
        one.getId(),
        one.getNumber(),
        nova.billing.Invoice.Status.of(one.getStatus()),
        money(one.getTotal(), currency),
        money(one.getAmountPaid(), currency),
        money(charge == null ? 0 : charge.getAmountRefunded(), currency),
        at(one.getPeriodStart()),
        at(one.getPeriodEnd()),
        at(one.getCreated()),
        maybe(moments.getFinalizedAt()),
        maybe(moments.getPaidAt()),
        maybe(one.getNextPaymentAttempt()),
        one.getHostedInvoiceUrl(),
        one.getInvoicePdf(),
        one.getStatus().equals("open") ? failure(intent) : null,
        lines(one));
  }

  private @Nullable PaymentIntent intent(Invoice invoice) {
    if (invoice.getPayments() == null) {
      return null;
    }
    for (InvoicePayment payment : invoice.getPayments().getData()) {
      String id = payment.getPayment().getPaymentIntent();
      if (id != null) {
        return intent(id);
      }
    }
    return null;
  }

  PaymentIntent intent(String id) {
    return stripe.call(
        () ->
            stripe
                .v1()
                .paymentIntents()
                .retrieve(
                    id,
                    PaymentIntentRetrieveParams.builder().addExpand("latest_charge").build(),
                    null));
  }

  static @Nullable String failure(@Nullable PaymentIntent intent) {
    if (intent == null) {
      return null;
    }
    if ("requires_action".equals(intent.getStatus())) {
      return "Your bank asks you to confirm this payment.";
    }
    return intent.getLastPaymentError() == null ? null : intent.getLastPaymentError().getMessage();
  }

  private List<nova.billing.Invoice.Line> lines(Invoice invoice) {
    var lines = new ArrayList<nova.billing.Invoice.Line>();
    for (InvoiceLineItem one : invoice.getLines().getData()) {
      lines.add(line(one, lines.size()));
    }
    return lines;
  }

  private nova.billing.Invoice.Line line(InvoiceLineItem one, int place) {
    String currency = one.getCurrency().toUpperCase(Locale.ROOT);
    var pricing = one.getPricing();
    String price =
        pricing == null || pricing.getPriceDetails() == null
            ? null
            : catalogue.code(pricing.getPriceDetails().getPrice()).orElse(null);
    BigDecimal unit =
        pricing == null || pricing.getUnitAmountDecimal() == null
            ? BigDecimal.valueOf(one.getAmount())
            : pricing.getUnitAmountDecimal();
    return new nova.billing.Invoice.Line(
        place,
        Objects.requireNonNullElse(one.getDescription(), "Adjustment"),
        price,
        Objects.requireNonNullElse(one.getQuantity(), 1L),
        new Money(unit.movePointLeft(CENT_PLACES), currency),
        money(one.getAmount(), currency),
        at(one.getPeriod().getStart()),
        at(one.getPeriod().getEnd()),
        null,
        null);
  }

  private static Money money(long cents, String currency) {
    return new Money(BigDecimal.valueOf(cents, CENT_PLACES), currency);
  }

  private static Instant at(long seconds) {
    return Instant.ofEpochSecond(seconds);
  }

  private static @Nullable Instant maybe(@Nullable Long seconds) {
    return seconds == null ? null : at(seconds);
  }
}
