package nova.billing;

import java.net.URI;
import nova.kernel.ChangeScope;
import nova.kernel.Money;

/**
 * Paying. All of them throw {@link nova.kernel.Failure.Conflict} "billing-off" where no payment
 * processor is set up, and {@link nova.kernel.Failure.Unavailable} when it does not answer.
 */
public interface PaymentCommands {

  /**
   * A page of the processor's where a card is left.
   *
   * @param back path of the console to come back to
   */
  URI cardPage(ChangeScope scope, String back);

  /** Somebody comes back from such a page. True when there is a card now. */
  boolean cardLeft(ChangeScope scope, String session);

  /** A page of the processor's with invoices and cards. */
  URI portalPage(ChangeScope scope, String back);

  /** Tries to collect an open invoice now. */
  Payment pay(ChangeScope scope, String invoice);

  /**
   * Charges the card once, outside of the subscription. The same key again is the same charge.
   *
   * @param back path of the console to come back to from 3-D Secure
   */
  Payment charge(ChangeScope scope, String key, Money amount, String description, String back);

  /** How asking for money went. */
  sealed interface Payment {
    record Paid() implements Payment {}

    /** The card's holder has to confirm there. */
    record ActionRequired(URI page) implements Payment {}

    record Refused(String reason) implements Payment {}
  }
}
