package nova.billing.logic;

import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import nova.billing.Account;
import nova.billing.BillingQueries;
import nova.billing.Cost;
import nova.billing.Month;
import nova.billing.Outlook;
import nova.billing.Outlook.PlanPrice;
import nova.billing.Outlook.Simulation;
import nova.billing.Plan;
import nova.billing.PlanTerms;
import nova.billing.SpendWarning;
import nova.billing.store.WarningRows;
import nova.kernel.NodeId;
import nova.kernel.Page;
import nova.kernel.TenantScope;
import nova.kernel.UtcHour;
import nova.metering.HourTotal;
import nova.metering.UsageQueries;
import nova.platform.Component;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;
import nova.tenants.NodeAllowance;
import nova.tenants.NodeSlots;
import org.jspecify.annotations.Nullable;

/** Reading what things cost. */
@Component
class BillingDesk implements BillingQueries {
  private final Database database;
  private final Books books;
  private final UsageQueries usage;
  private final NodeSlots slots;
  private final WarningRows warnings;
  private final InstantSource clock;

  @Inject
  BillingDesk(
      Database database,
      Books books,
      UsageQueries usage,
      NodeSlots slots,
      WarningRows warnings,
      InstantSource clock) {
    this.database = database;
    this.books = books;
    this.usage = usage;
    this.slots = slots;
    this.warnings = warnings;
    this.clock = clock;
  }

  @Override
  public Account account(TenantScope scope) {
    return database.read(scope, entities -> books.account(Sql.in(entities), scope.tenant(), now()));
  }

  @Override
  public List<PlanTerms> plans(TenantScope scope) {
    return database.read(
        scope,
        entities -> {
          Tariff tariff = books.tariff(Sql.in(entities));
          return offered().map(plan -> tariff.at(plan, now())).toList();
        });
  }

  @Override
  public Cost cost(TenantScope scope, UtcHour from, UtcHour to) {
    List<HourTotal> hours = usage.hours(scope, from, to);
    return database.read(
        scope, entities -> books.cost(Sql.in(entities), scope.tenant(), from, to, hours));
  }

  @Override
  public Outlook outlook(TenantScope scope) {
    UtcHour now = now();
    Month month = Month.of(now.start());
    List<HourTotal> hours = books.hours(scope, now);
    List<NodeId> present = usage.present(scope, now);
    return database.read(
        scope,
        entities -> {
          Sql sql = Sql.in(entities);
          Cost spent = books.cost(sql, scope.tenant(), month.from(), now.next(), hours);
          MonthBooks open = books.month(sql, scope.tenant(), now, hours);
          return new Outlook(month, spent, open.monthEnd(present.size()), present);
        });
  }

  @Override
  public Simulation simulate(TenantScope scope, int nodes) {
    UtcHour now = now();
    List<HourTotal> hours = books.hours(scope, now);
    NodeAllowance allowance = slots.use(scope).allowance();
    return database.read(
        scope,
        entities -> {
          MonthBooks month = books.month(Sql.in(entities), scope.tenant(), now, hours);
          return new Simulation(
              nodes,
              month.monthEnd(nodes),
              month.nextMonth(nodes),
              offered().map(plan -> price(month, plan, nodes)).toList(),
              refusal(allowance, nodes));
        });
  }

  @Override
  public Page<SpendWarning> warnings(TenantScope scope, int limit, @Nullable UUID before) {
    List<SpendWarning> found =
        database.read(
            scope, entities -> warnings.page(Sql.in(entities), scope.tenant(), limit + 1, before));
    return found.size() <= limit
        ? new Page<>(found, null)
        : new Page<>(found.subList(0, limit), found.get(limit - 1).id().toString());
  }

  private static PlanPrice price(MonthBooks month, Plan plan, int nodes) {
    PlanTerms terms = month.nextMonthTerms(plan);
    boolean possible = terms.maxNodes() == null || nodes <= terms.maxNodes();
    return new PlanPrice(plan, month.nextMonth(nodes, plan), possible);
  }

  private static Outlook.@Nullable Refusal refusal(NodeAllowance allowance, int nodes) {
    return allowance.maxNodes() == null || nodes <= allowance.maxNodes()
        ? null
        : new Outlook.Refusal(allowance.code(), allowance.why(), allowance.remedy());
  }

  private Stream<Plan> offered() {
    return books.usual() == Plan.SELF_HOSTED
        ? Stream.of(Plan.SELF_HOSTED)
        : Stream.of(Plan.FREE, Plan.PRO, Plan.BUSINESS);
  }

  private UtcHour now() {
    return UtcHour.of(clock.instant());
  }
}
