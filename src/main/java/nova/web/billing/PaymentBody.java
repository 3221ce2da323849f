package nova.web.billing;

import java.time.Instant;
import nova.billing.Card;
import nova.billing.PaymentStatus;
import org.jspecify.annotations.Nullable;

/** How an organisation pays, on the wire. Public for JSON-B. */
public record PaymentBody(
    boolean on,
    @Nullable CardBody card,
    String standing,
    @Nullable Instant pastDueSince,
    @Nullable Instant graceEndsAt) {

  /** A card, as far as anybody may know it. */
  public record CardBody(String brand, String lastFour, int expiryMonth, int expiryYear) {
    static @Nullable CardBody of(@Nullable Card card) {
      return card == null
          ? null
          : new CardBody(card.brand(), card.lastFour(), card.expiryMonth(), card.expiryYear());
    }
  }

  static PaymentBody of(PaymentStatus status) {
    return new PaymentBody(
        status.on(),
        CardBody.of(status.card()),
        status.standing().word(),
        status.pastDueSince(),
        status.graceEndsAt());
  }
}
