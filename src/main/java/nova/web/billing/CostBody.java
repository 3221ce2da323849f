package nova.web.billing;

import java.util.List;
import nova.billing.Cost;

/** What a period costs, on the wire. Public for JSON-B. */
public record CostBody(
    long nodeHours, long billableNodeHours, MoneyBody amount, List<LineBody> lines) {

  /** Node-hours of one price. */
  public record LineBody(
      String plan,
      MoneyBody pricePerNodeHour,
      long nodeHours,
      long billableNodeHours,
      MoneyBody amount) {}

  static CostBody of(Cost cost) {
    return new CostBody(
        cost.nodeHours(),
        cost.billableNodeHours(),
        MoneyBody.cents(cost.amount()),
        cost.lines().stream().map(CostBody::line).toList());
  }

  private static LineBody line(Cost.Line line) {
    return new LineBody(
        line.plan().word(),
        MoneyBody.of(line.unitPrice()),
        line.nodeHours(),
        line.billableNodeHours(),
        MoneyBody.of(line.amount()));
  }
}
