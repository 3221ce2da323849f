package nova.billing.processor;

import java.time.Instant;
import java.util.List;
import nova.billing.Card;
import nova.billing.Invoice;
import org.jspecify.annotations.Nullable;

/**
 * How things are with a customer at this moment.
 *
 * @param invoices the newest, newest first
 */
public record CustomerState(
    @Nullable Card card, @Nullable Subscription subscription, List<Invoice> invoices) {
  public CustomerState {
    invoices = List.copyOf(invoices);
  }

  /**
   * The running one.
   *
   * @param pastDue its last invoice was not paid in time
   */
  public record Subscription(
      String id, boolean pastDue, Instant periodStart, Instant periodEnd, List<String> prices) {
    public Subscription {
      prices = List.copyOf(prices);
    }
  }
}
