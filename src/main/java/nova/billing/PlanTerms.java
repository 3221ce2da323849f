package nova.billing;

import nova.kernel.Money;
import nova.kernel.UtcHour;
import org.jspecify.annotations.Nullable;

/**
 * What a plan costs and allows from an hour on, until the next terms of the same plan.
 *
 * @param price of a node-hour beyond the free ones
 * @param freeNodes of every hour, on their own: a quiet night does not pay for a busy noon
 * @param maxNodes null: as many as you like
 * @param dataDays how long what nodes saw is kept
 * @param agreement the uptime we promise, per cent, or "none"
 */
public record PlanTerms(
    Plan plan,
    UtcHour from,
    Money price,
    int freeNodes,
    @Nullable Integer maxNodes,
    int dataDays,
    String agreement) {

  public long billable(long nodes) {
    return Math.max(0, nodes - freeNodes);
  }

  /** What one hour with so many nodes costs. */
  public Money hour(long nodes) {
    return price.times(billable(nodes));
  }

  public boolean paid() {
    return price.amount().signum() > 0;
  }
}
