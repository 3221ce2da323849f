package nova.billing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nova.kernel.Money;

/**
 * That a month has reached an amount, or will. Once for each month, kind and threshold.
 *
 * @param amount what was spent or foreseen when it was told
 * @param cause the nodes with most hours of the month, at most {@value #MOST_CAUSES}
 */
public record SpendWarning(
    UUID id, Month month, Kind kind, Money threshold, Money amount, List<Cause> cause, Instant at) {
  public static final int MOST_CAUSES = 20;

  public SpendWarning {
    cause = List.copyOf(cause);
  }

  public enum Kind {
    FORECAST,
    ACTUAL
  }

  /** A node and its hours of the month so far. */
  public record Cause(UUID node, String name, long nodeHours) {}
}
