package nova.billing;

import org.jspecify.annotations.Nullable;

/**
 * How an organisation stands with us.
 *
 * @param plan of this hour
 * @param nextPlan chosen, from the next hour on; null: the same
 * @param revision of plan and caps, for {@code If-Match}
 */
public record Account(
    Plan plan,
    @Nullable Plan nextPlan,
    boolean cardOnFile,
    Standing standing,
    Caps caps,
    long revision) {

  /** What counts for nodes that start now: they will run in the next hour too. */
  public Plan coming() {
    return nextPlan == null ? plan : nextPlan;
  }
}
