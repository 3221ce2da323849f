package nova.web.billing;

import nova.billing.PaymentCommands.Payment;
import org.jspecify.annotations.Nullable;

/** How asking for money went, on the wire. Public for JSON-B. */
public record PaymentOutcomeBody(String state, @Nullable String url, @Nullable String reason) {
  static PaymentOutcomeBody of(Payment payment) {
    return switch (payment) {
      case Payment.Paid() -> new PaymentOutcomeBody("paid", null, null);
      case Payment.ActionRequired(var page) ->
          new PaymentOutcomeBody("action-required", page.toString(), null);
      case Payment.Refused(var reason) -> new PaymentOutcomeBody("refused", null, reason);
    };
  }
}
