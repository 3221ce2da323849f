package nova.billing;

import java.util.List;
import nova.kernel.Money;
import nova.kernel.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * The month at hand.
 *
 * @param spent so far, the hour that runs included
 * @param forecast at its end, if the present nodes stay
 * @param present nodes of this hour and the last that were not deleted
 */
public record Outlook(Month month, Cost spent, Money forecast, List<NodeId> present) {
  public Outlook {
    present = List.copyOf(present);
  }

  /**
   * What so many nodes would cost.
   *
   * @param monthEnd the month at hand, if so many run from now on
   * @param fullMonth the month after it, from its first hour to its last
   * @param plans the same full month, by plan
   * @param refusal why so many may not be, or null
   */
  public record Simulation(
      int nodes,
      Money monthEnd,
      Money fullMonth,
      List<PlanPrice> plans,
      @Nullable Refusal refusal) {
    public Simulation {
      plans = List.copyOf(plans);
    }
  }

  /** A full month on a plan. {@code possible}: the plan has room for so many. */
  public record PlanPrice(Plan plan, Money fullMonth, boolean possible) {}

  /** Why not, and what to do for it. */
  public record Refusal(String code, String why, String remedy) {}
}
