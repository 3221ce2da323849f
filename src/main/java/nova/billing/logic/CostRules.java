package nova.billing.logic;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nova.billing.Cost;
import nova.billing.Plan;
import nova.billing.PlanTerms;
import nova.kernel.Money;
import nova.kernel.UtcHour;
import nova.metering.HourTotal;

/** Adds up what is charged and what is open. */
final class CostRules {
  private CostRules() {}

  private record Price(Plan plan, BigDecimal unit, String currency) {
    static Price of(Plan plan, Money unit) {
      return new Price(plan, unit.amount().stripTrailingZeros(), unit.currency());
    }
  }

  /**
   * @param charged lines of closed hours
   * @param priced how many nodes of an hour they hold already
   * @param hours all hours, closed or not
   */
  static Cost add(
      List<Cost.Line> charged,
      Map<UtcHour, Long> priced,
      List<HourTotal> hours,
      PlanHistory plans,
      Tariff tariff) {
    var lines = new LinkedHashMap<Price, Cost.Line>();
    for (Cost.Line line : charged) {
      lines.merge(Price.of(line.plan(), line.unitPrice()), line, CostRules::both);
    }
    for (HourTotal hour : hours) {
      long before = priced.getOrDefault(hour.hour(), 0L);
      if (hour.nodes() > before) {
        PlanTerms terms = tariff.at(plans.at(hour.hour()), hour.hour());
        Cost.Line open = open(terms, before, hour.nodes());
        lines.merge(Price.of(open.plan(), open.unitPrice()), open, CostRules::both);
      }
    }
    return sum(new ArrayList<>(lines.values()));
  }

  private static Cost.Line open(PlanTerms terms, long before, long after) {
    long billable = terms.billable(after) - terms.billable(before);
    return new Cost.Line(
        terms.plan(), terms.price(), after - before, billable, terms.price().times(billable));
  }

  private static Cost.Line both(Cost.Line a, Cost.Line b) {
    return new Cost.Line(
        a.plan(),
        a.unitPrice(),
        a.nodeHours() + b.nodeHours(),
        a.billableNodeHours() + b.billableNodeHours(),
        a.amount().plus(b.amount()));
  }

  private static Cost sum(List<Cost.Line> lines) {
    String currency = lines.isEmpty() ? Money.USD : lines.getFirst().amount().currency();
    return new Cost(
        lines.stream().mapToLong(Cost.Line::nodeHours).sum(),
        lines.stream().mapToLong(Cost.Line::billableNodeHours).sum(),
        lines.stream().map(Cost.Line::amount).reduce(Money.zero(currency), Money::plus),
        lines);
  }
}
