package nova.billing;

import java.time.Instant;
import java.util.List;
import nova.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * An invoice, as the payment processor last described it.
 *
 * @param number null: a draft has none
 * @param page where its customer can see and pay it; null: a draft has none
 * @param document the same as a file
 * @param failure why the last attempt to collect it failed; null: it did not
 */
public record Invoice(
    String id,
    @Nullable String number,
    Status status,
    Money total,
    Money paid,
    Money refunded,
    Instant from,
    Instant to,
    Instant createdAt,
    @Nullable Instant finalisedAt,
    @Nullable Instant paidAt,
    @Nullable Instant nextAttemptAt,
    @Nullable String page,
    @Nullable String document,
    @Nullable String failure,
    List<Line> lines) {
  public Invoice {
    lines = List.copyOf(lines);
  }

  /** What became of it. */
  public enum Status {
    /** Its period is over; usage that still comes in is put on it. */
    DRAFT,
    OPEN,
    PAID,
    UNCOLLECTIBLE,
    VOID;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static Status of(String word) {
      return valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }
  }

  /**
   * Node-hours of one price.
   *
   * @param place in the invoice, from 0
   * @param price our code of the price; null: it is not of node-hours
   * @param unitPrice of one node-hour
   * @param reported what we reported for it, when we last compared; null: not compared yet
   * @param counted what they counted then
   */
  public record Line(
      int place,
      String description,
      @Nullable String price,
      long quantity,
      Money unitPrice,
      Money amount,
      Instant from,
      Instant to,
      @Nullable Long reported,
      @Nullable Long counted) {

    /** They count something else than we do. */
    public boolean differs() {
      return reported != null && !reported.equals(counted);
    }
  }
}
