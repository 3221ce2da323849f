package nova.tenants.logic;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import nova.kernel.ChangeScope;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.kernel.TenantScope;
import nova.kernel.UtcHour;
import nova.platform.Component;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;
import nova.tenants.NodeAllowance;
import nova.tenants.NodeSlots;
import nova.tenants.store.SlotRows;
import org.jspecify.annotations.Nullable;

/** Gives slots out, one asker at a time per organisation. */
@Component
class Slots implements NodeSlots {
  private static final Duration KEPT = Duration.ofDays(1);
  private final Database database;
  private final SlotRows rows;
  private final InstantSource clock;

  @Inject
  Slots(Database database, SlotRows rows, InstantSource clock) {
    this.database = database;
    this.rows = rows;
    this.clock = clock;
  }

  @Override
  public Use use(TenantScope scope) {
    return database.read(
        scope,
        entities -> {
          Sql sql = Sql.in(entities);
          int taken = rows.taken(sql, scope.tenant(), clock.instant());
          return new Use(
              taken, rows.allowance(sql, scope.tenant()).orElseThrow(Slots::noAllowance));
        });
  }

  @Override
  public void allow(ChangeScope scope, NodeAllowance allowance) {
    database.run(
        scope, entities -> rows.allow(Sql.in(entities), scope.tenant(), allowance, scope.when()));
  }

  @Override
  public void take(ChangeScope scope, UUID holder) {
    database.run(scope, entities -> take(Sql.in(entities), scope, holder, null));
  }

  @Override
  public void lease(ChangeScope scope, UUID launch, Duration life) {
    Instant ends = scope.when().plus(life);
    database.run(scope, entities -> take(Sql.in(entities), scope, launch, ends));
  }

  @Override
  public boolean handOver(ChangeScope scope, UUID launch, UUID node) {
    return database.change(
        scope,
        entities -> rows.handOver(Sql.in(entities), scope.tenant(), launch, node, scope.when()));
  }

  @Override
  public void giveBack(ChangeScope scope, UUID holder) {
    database.run(
        scope,
        entities -> {
          Sql sql = Sql.in(entities);
          var allowance = rows.lock(sql, scope.tenant());
          boolean wholeHours = allowance.map(NodeAllowance::wholeHours).orElse(false);
          Instant ends = wholeHours ? UtcHour.of(scope.when()).end() : scope.when();
          rows.end(sql, scope.tenant(), holder, ends);
          rows.forget(sql, scope.tenant(), scope.when().minus(KEPT));
        });
  }

  private void take(Sql sql, ChangeScope scope, UUID holder, @Nullable Instant ends) {
    NodeAllowance allowance = rows.lock(sql, scope.tenant()).orElseThrow(Slots::noAllowance);
    if (rows.has(sql, scope.tenant(), holder, scope.when())) {
      return;
    }
    int taken = rows.taken(sql, scope.tenant(), scope.when());
    if (allowance.maxNodes() != null && taken >= allowance.maxNodes()) {
      throw new FailureException(
          new Failure.Conflict(allowance.code(), allowance.why() + " " + allowance.remedy()));
    }
    rows.insert(sql, scope.tenant(), holder, scope.when(), ends);
  }

  /** Made with the organisation, so that none means something is wrong: nobody gets a slot then. */
  private static IllegalStateException noAllowance() {
    return new IllegalStateException("the organisation has no allowance of nodes");
  }
}
