package nova.billing;

import java.util.ArrayList;
import java.util.List;
import nova.kernel.Money;
import nova.kernel.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What a customer never wants to exceed, and wants to be told.
 *
 * @param maxNodes never more nodes than this
 * @param maxSpend never more money in a calendar month (UTC) than this
 * @param warnSpend tell us when a month reaches this, or will
 */
public record Caps(
    @Nullable Integer maxNodes, @Nullable Money maxSpend, @Nullable Money warnSpend) {
  public static final Caps NONE = new Caps(null, null, null);
  public static final int MAX_NODES = 1_000_000;
  private static final Money MOST = Money.usd("1000000000");

  /** Everything that is wrong with them. */
  public List<Problem> problems() {
    var problems = new ArrayList<Problem>();
    if (maxNodes != null && (maxNodes < 0 || maxNodes > MAX_NODES)) {
      problems.add(
          new Problem("/maxNodes", "out-of-range", "This is between 0 and " + MAX_NODES + "."));
    }
    money("/maxSpend", maxSpend, problems);
    money("/warnSpend", warnSpend, problems);
    if (warnSpend != null && warnSpend.amount().signum() == 0) {
      problems.add(new Problem("/warnSpend", "out-of-range", "This is more than nothing."));
    }
    return problems;
  }

  private static void money(String pointer, @Nullable Money money, List<Problem> problems) {
    if (money == null) {
      return;
    }
    if (!money.currency().equals(Money.USD)) {
      problems.add(new Problem(pointer + "/currency", "unknown", "Amounts are in USD."));
    } else if (money.amount().signum() < 0 || money.amount().compareTo(MOST.amount()) > 0) {
      problems.add(
          new Problem(pointer + "/amount", "out-of-range", "This is between 0 and 1000000000."));
    } else if (money.amount().stripTrailingZeros().scale() > 2) {
      problems.add(new Problem(pointer + "/amount", "precision", "Whole cents, please."));
    }
  }
}
