package nova.billing.logic;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.function.Predicate;
import nova.billing.Account;
import nova.billing.AccountCommands;
import nova.billing.Caps;
import nova.billing.Plan;
import nova.billing.PlanChosen;
import nova.billing.PlanTerms;
import nova.billing.Standing;
import nova.billing.store.AccountRows;
import nova.kernel.ChangeScope;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.kernel.UtcHour;
import nova.platform.Component;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;
import nova.tenants.Audit;
import nova.tenants.NodeSlots;

/** Changes plan, caps, card and standing; whatever changes, the allowance is worked out anew. */
@Component
class AccountDesk implements AccountCommands {
  private final Database database;
  private final AccountRows rows;
  private final Books books;
  private final Allowances allowances;
  private final NodeSlots slots;
  private final Audit audit;
  private final Event<PlanChosen> events;

  @Inject
  AccountDesk(
      Database database,
      AccountRows rows,
      Books books,
      Allowances allowances,
      NodeSlots slots,
      Audit audit,
      Event<PlanChosen> events) {
    this.database = database;
    this.rows = rows;
    this.books = books;
    this.allowances = allowances;
    this.slots = slots;
    this.audit = audit;
    this.events = events;
  }

  @Override
  public long choose(ChangeScope scope, Plan plan, long revision) {
    database.run(
        scope,
        entities -> {
          Sql sql = Sql.in(entities);
          begin(sql, scope, revision);
          UtcHour now = UtcHour.of(scope.when());
          Account account = books.account(sql, scope.tenant(), now);
          refuseWhatDoesNotFit(sql, scope, plan);
          rows.choose(sql, scope.tenant(), now.next(), plan, scope.when());
          allowances.workOut(scope);
          audit.note(scope, "billing.plan", plan.word());
          events.fire(new PlanChosen(scope, account.coming(), plan));
        });
    return revision + 1;
  }

  @Override
  public long caps(ChangeScope scope, Caps caps, long revision) {
    var problems = caps.problems();
    if (!problems.isEmpty()) {
      throw new FailureException(new Failure.Invalid(problems));
    }
    database.run(
        scope,
        entities -> {
          Sql sql = Sql.in(entities);
          begin(sql, scope, revision);
          rows.caps(sql, scope.tenant(), caps);
          allowances.workOut(scope);
          audit.note(scope, "billing.caps", words(caps));
        });
    return revision + 1;
  }

  @Override
  public boolean cardOnFile(ChangeScope scope, boolean onFile) {
    return said(
        scope,
        "billing.card",
        onFile ? "on file" : "none",
        sql -> rows.card(sql, scope.tenant(), onFile));
  }

  @Override
  public boolean standing(ChangeScope scope, Standing standing) {
    return said(
        scope,
        "billing.standing",
        standing.word(),
        sql -> rows.standing(sql, scope.tenant(), standing));
  }

  private boolean said(ChangeScope scope, String action, String what, Predicate<Sql> change) {
    return database.change(
        scope,
        entities -> {
          Sql sql = Sql.in(entities);
          rows.lock(sql, scope.tenant());
          boolean changed = change.test(sql);
          if (changed) {
            allowances.workOut(scope);
            audit.note(scope, action, what);
          }
          return changed;
        });
  }

  private void begin(Sql sql, ChangeScope scope, long revision) {
    rows.lock(sql, scope.tenant());
    if (!rows.advance(sql, scope.tenant(), revision)) {
      throw new FailureException(new Failure.Stale("billing account"));
    }
  }

  private void refuseWhatDoesNotFit(Sql sql, ChangeScope scope, Plan plan) {
    boolean selfHosted = books.usual() == Plan.SELF_HOSTED;
    if (selfHosted != (plan == Plan.SELF_HOSTED)) {
      throw new FailureException(
          new Failure.Conflict("plan-unavailable", "This installation does not offer that plan."));
    }
    PlanTerms terms = books.tariff(sql).at(plan, UtcHour.of(scope.when()).next());
    int taken = slots.use(scope.reading()).taken();
    if (terms.maxNodes() != null && taken > terms.maxNodes()) {
      throw new FailureException(
          new Failure.Conflict(
              "too-many-nodes",
              "The %s plan has %d nodes and you have %d. Delete some first."
                  .formatted(plan.title(), terms.maxNodes(), taken)));
    }
  }

  private static String words(Caps caps) {
    return "nodes %s, spend %s, warn %s"
        .formatted(
            caps.maxNodes() == null ? "any" : caps.maxNodes(),
            caps.maxSpend() == null ? "any" : caps.maxSpend().shown(),
            caps.warnSpend() == null ? "never" : caps.warnSpend().shown());
  }
}
