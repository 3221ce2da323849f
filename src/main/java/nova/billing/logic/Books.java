package nova.billing.logic;

import jakarta.inject.Inject;
import java.util.List;
import nova.billing.Account;
import nova.billing.Cost;
import nova.billing.Month;
import nova.billing.Plan;
import nova.billing.store.AccountRows;
import nova.billing.store.ChargeRows;
import nova.kernel.TenantId;
import nova.kernel.TenantScope;
import nova.kernel.UtcHour;
import nova.metering.HourTotal;
import nova.metering.UsageQueries;
import nova.platform.Component;
import nova.platform.persistence.Sql;
import nova.platform.settings.BillingSettings;

/** Reads what the rules need, in the transaction at hand. */
@Component
class Books {
  private final AccountRows accounts;
  private final ChargeRows charges;
  private final UsageQueries usage;
  private final Plan usual;

  @Inject
  Books(AccountRows accounts, ChargeRows charges, UsageQueries usage, BillingSettings settings) {
    this.accounts = accounts;
    this.charges = charges;
    this.usage = usage;
    this.usual = settings.on() ? Plan.FREE : Plan.SELF_HOSTED;
  }

  /** The plan of those who never chose one. */
  Plan usual() {
    return usual;
  }

  Tariff tariff(Sql sql) {
    return new Tariff(accounts.terms(sql));
  }

  Account account(Sql sql, TenantId tenant, UtcHour now) {
    PlanHistory plans = plans(sql, tenant);
    var row = accounts.find(sql, tenant).orElse(AccountRows.Row.NONE);
    return new Account(
        plans.at(now),
        plans.next(now),
        row.cardOnFile(),
        row.standing(),
        row.caps(),
        row.revision());
  }

  /**
   * What hours cost. Read before the transaction, because reading usage is one of its own.
   *
   * @param hours of the period
   */
  Cost cost(Sql sql, TenantId tenant, UtcHour from, UtcHour to, List<HourTotal> hours) {
    return CostRules.add(
        charges.lines(sql, tenant, from, to),
        charges.charged(sql, tenant, from, to),
        hours,
        plans(sql, tenant),
        tariff(sql));
  }

  /**
   * @param hours of the month, the one that runs included
   */
  MonthBooks month(Sql sql, TenantId tenant, UtcHour now, List<HourTotal> hours) {
    List<HourTotal> before = hours.stream().filter(hour -> hour.hour().compareTo(now) < 0).toList();
    return new MonthBooks(
        plans(sql, tenant),
        tariff(sql),
        now,
        cost(sql, tenant, Month.of(now.start()).from(), now, before).amount(),
        hours.stream().filter(hour -> hour.hour().equals(now)).mapToLong(HourTotal::nodes).sum());
  }

  List<HourTotal> hours(TenantScope scope, UtcHour now) {
    return usage.hours(scope, Month.of(now.start()).from(), now.next());
  }

  private PlanHistory plans(Sql sql, TenantId tenant) {
    return new PlanHistory(usual, accounts.changes(sql, tenant));
  }
}
