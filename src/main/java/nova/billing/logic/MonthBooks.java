package nova.billing.logic;

import java.util.ArrayList;
import java.util.List;
import nova.billing.Month;
import nova.billing.Plan;
import nova.billing.PlanTerms;
import nova.kernel.Money;
import nova.kernel.UtcHour;

/** What is known of a month at a moment of it, and what follows for its end. */
final class MonthBooks {

  /** So many hours in a row with the same terms. */
  private record Stretch(PlanTerms terms, long hours) {}

  private final Tariff tariff;
  private final PlanHistory plans;
  private final UtcHour now;
  private final Money before;
  private final long nodesNow;
  private final List<Stretch> rest;
  private final List<Stretch> next;

  /**
   * @param now the hour that runs
   * @param before what the hours of the month before it cost
   * @param nodesNow that this hour has seen already
   */
  MonthBooks(PlanHistory plans, Tariff tariff, UtcHour now, Money before, long nodesNow) {
    this.plans = plans;
    this.tariff = tariff;
    this.now = now;
    this.before = before;
    this.nodesNow = nodesNow;
    Month month = Month.of(now.start());
    this.rest = stretches(now.next(), month.to());
    this.next = stretches(month.next().from(), month.next().to());
  }

  private List<Stretch> stretches(UtcHour from, UtcHour to) {
    var stretches = new ArrayList<Stretch>();
    for (UtcHour hour = from; hour.compareTo(to) < 0; hour = hour.next()) {
      PlanTerms terms = terms(hour);
      Stretch last = stretches.isEmpty() ? null : stretches.getLast();
      if (last != null && last.terms().equals(terms)) {
        stretches.set(stretches.size() - 1, new Stretch(terms, last.hours() + 1));
      } else {
        stretches.add(new Stretch(terms, 1));
      }
    }
    return stretches;
  }

  private PlanTerms terms(UtcHour hour) {
    return tariff.at(plans.at(hour), hour);
  }

  /** The terms of a plan for what starts now: it runs in the next hour too. */
  PlanTerms comingTerms(Plan plan) {
    return tariff.at(plan, now.next());
  }

  PlanTerms nextMonthTerms(Plan plan) {
    return tariff.at(plan, Month.of(now.start()).next().from());
  }

  /** At the end of the month, if so many run from now on; never less than this hour has seen. */
  Money monthEnd(long nodes) {
    Money sum = before.plus(terms(now).hour(Math.max(nodes, nodesNow)));
    return sum.plus(cost(rest, nodes));
  }

  /** The whole month after this one. */
  Money nextMonth(long nodes) {
    return cost(next, nodes);
  }

  Money nextMonth(long nodes, Plan plan) {
    return nextMonthTerms(plan).hour(nodes).times(Month.of(now.start()).next().hours());
  }

  private Money cost(List<Stretch> stretches, long nodes) {
    Money sum = Money.zero(before.currency());
    for (Stretch stretch : stretches) {
      sum = sum.plus(stretch.terms().hour(nodes).times(stretch.hours()));
    }
    return sum;
  }

  /**
   * How many nodes may run so that neither this month nor the next costs more. The next counts,
   * because what runs is never stopped: whoever fits into the last hour of a month still runs in
   * the whole of the month after it. The free ones may always run: they cost nothing.
   */
  int affordable(Money most, int limit) {
    int good = Math.min(terms(now.next()).freeNodes(), limit);
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
