package nova.billing.logic;

import nova.billing.Month;
import nova.billing.Plan;
import nova.billing.PlanTerms;
import nova.kernel.Money;
import nova.kernel.UtcHour;

/**
 * What is known of a month at a moment of it, and what follows for its end.
 *
 * @param now the hour that runs
 * @param before what the hours before it cost
 * @param nodesNow that this hour has seen already
 */
record MonthBooks(PlanHistory plans, Tariff tariff, UtcHour now, Money before, long nodesNow) {

  Month month() {
    return Month.of(now.start());
  }

  PlanTerms terms(UtcHour hour) {
    return tariff.at(plans.at(hour), hour);
  }

  /** At the end of the month, if so many run from now on; never less than this hour has seen. */
  Money monthEnd(long nodes) {
    Money sum = before.plus(terms(now).hour(Math.max(nodes, nodesNow)));
    return sum.plus(hours(now.next(), month().to(), nodes));
  }

  /** The whole month after this one. */
  Money nextMonth(long nodes) {
    Month next = month().next();
    return hours(next.from(), next.to(), nodes);
  }

  Money nextMonth(long nodes, Plan plan) {
    Month next = month().next();
    return tariff.at(plan, next.from()).hour(nodes).times(next.hours());
  }

  private Money hours(UtcHour from, UtcHour to, long nodes) {
    Money sum = Money.zero(before.currency());
    for (UtcHour hour = from; hour.compareTo(to) < 0; hour = hour.next()) {
      sum = sum.plus(terms(hour).hour(nodes));
    }
    return sum;
  }

  /**
   * How many nodes may run so that neither this month nor the next costs more. The next counts,
   * because what runs is never stopped: whoever fits into the last hour of a month still runs in
   * the whole of the month after it. The free ones may always run: they cost nothing.
   */
  int affordable(Money most, int limit) {
    int free = terms(now.next()).freeNodes();
    int good = Math.min(free, limit);
    int bad = limit + 1;
    while (bad - good > 1) {
      int middle = good + (bad - good) / 2;
      if (fits(middle, most)) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    return good;
  }

  private boolean fits(int nodes, Money most) {
    return monthEnd(nodes).amount().compareTo(most.amount()) <= 0
        && nextMonth(nodes).amount().compareTo(most.amount()) <= 0;
  }
}
