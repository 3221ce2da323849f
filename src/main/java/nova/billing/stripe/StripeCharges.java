package nova.billing.stripe;

import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.model.Invoice;
import com.stripe.model.PaymentIntent;
import com.stripe.param.CustomerRetrieveParams;
import com.stripe.param.InvoiceRetrieveParams;
import com.stripe.param.PaymentIntentCreateParams;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import nova.billing.processor.Charge;
import nova.platform.Component;

/** Asking for money at once: an open invoice, or a single charge. */
@Component
class StripeCharges {
  private final StripeAccess stripe;
  private final StripeStates states;

  @Inject
  StripeCharges(StripeAccess stripe, StripeStates states) {
    this.stripe = stripe;
    this.states = states;
  }

  Charge pay(String id) {
    return stripe.call(
        () -> {
          try {
            stripe.v1().invoices().pay(id);
          } catch (CardException refused) {
            // told by the invoice's payment below, with what can be done about it
          }
          Invoice invoice =
              stripe
                  .v1()
                  .invoices()
                  .retrieve(id, InvoiceRetrieveParams.builder().addExpand("payments").build());
          return outcome(invoice);
        });
  }

  private Charge outcome(Invoice invoice) {
    if (invoice.getStatus().equals("paid")) {
      return new Charge(invoice.getId(), Charge.State.PAID, 0, null, null);
    }
    String intent =
        invoice.getPayments().getData().stream()
            .map(one -> one.getPayment().getPaymentIntent())
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow();
    Charge charge = charge(states.intent(intent));
    // Stripe's own page of the invoice also takes another card
    return charge.state() == Charge.State.ACTION_REQUIRED
        ? new Charge(intent, charge.state(), 0, URI.create(invoice.getHostedInvoiceUrl()), null)
        : charge;
  }

  Charge charge(
      String customer, String key, long cents, String currency, String description, String back) {
    return stripe.call(
        () -> {
          var wanted =
              PaymentIntentCreateParams.builder()
                  .setCustomer(customer)
                  .setPaymentMethod(card(customer))
                  .setAmount(cents)
                  .setCurrency(currency.toLowerCase(Locale.ROOT))
                  .setDescription(description)
                  .setConfirm(true)
                  .setReturnUrl(back)
                  .putMetadata("nova_charge", key)
                  .build();
          try {
            return charge(
                stripe.v1().paymentIntents().create(wanted, StripeAccess.once("charge-" + key)));
          } catch (CardException refused) {
            return refused(refused);
          }
        });
  }

  private String card(String customer) throws StripeException {
    return Objects.requireNonNullElse(
        stripe
            .v1()
            .customers()
            .retrieve(customer, CustomerRetrieveParams.builder().build())
            .getInvoiceSettings()
            .getDefaultPaymentMethod(),
        "");
  }

  private static Charge refused(CardException refused) {
    PaymentIntent intent = refused.getStripeError().getPaymentIntent();
    String id = intent == null ? "" : intent.getId();
    return new Charge(id, Charge.State.FAILED, 0, null, refused.getStripeError().getMessage());
  }

  Charge charge(String intent) {
    return charge(states.intent(intent));
  }

  private static Charge charge(PaymentIntent intent) {
    var charge = intent.getLatestChargeObject();
    long refunded = charge == null ? 0 : charge.getAmountRefunded();
    return switch (intent.getStatus()) {
      case "succeeded" -> new Charge(intent.getId(), Charge.State.PAID, refunded, null, null);
      case "requires_action" ->
          new Charge(intent.getId(), Charge.State.ACTION_REQUIRED, 0, actionPage(intent), null);
      default ->
          new Charge(intent.getId(), Charge.State.FAILED, 0, null, StripeStates.failure(intent));
    };
  }

  private static @org.jspecify.annotations.Nullable URI actionPage(PaymentIntent intent) {
    var action = intent.getNextAction();
    return action == null || action.getRedirectToUrl() == null
        ? null
        : URI.create(action.getRedirectToUrl().getUrl());
  }
}
