package nova.billing;

import java.util.List;
import nova.kernel.Money;

/**
 * What the node-hours of a period cost, exactly; rounded only where it is charged.
 *
 * @param lines one for each plan and price there was
 */
public record Cost(long nodeHours, long billableNodeHours, Money amount, List<Line> lines) {
  public Cost {
    lines = List.copyOf(lines);
  }

  /** Node-hours of one price. */
  public record Line(
      Plan plan, Money unitPrice, long nodeHours, long billableNodeHours, Money amount) {}
}
