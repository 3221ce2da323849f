package nova.billing.logic;

import static java.lang.System.Logger.Level.ERROR;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import nova.billing.store.WarningRows;
import nova.kernel.AcrossTenants;
import nova.kernel.Actor;
import nova.kernel.ChangeScope;
import nova.kernel.TenantId;
import nova.platform.Component;
import nova.platform.errors.ErrorReports;
import nova.platform.jobs.Job;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;

/**
 * Goes round those who limit their spending or want to be told: a limit on money leaves more room
 * as the month passes, and none of it when a new one begins.
 */
@Component
@AcrossTenants("looks after everybody who asked for it")
class SpendWatch implements Job {
  private static final System.Logger LOG = System.getLogger(SpendWatch.class.getName());
  private static final String NAME = "watch-spending";
  private final Database database;
  private final WarningRows warnings;
  private final Allowances allowances;
  private final SpendWarnings teller;
  private final ErrorReports reports;
  private final InstantSource clock;

  @Inject
  SpendWatch(
      Database database,
      WarningRows warnings,
      Allowances allowances,
      SpendWarnings teller,
      ErrorReports reports,
      InstantSource clock) {
    this.database = database;
    this.warnings = warnings;
    this.allowances = allowances;
    this.teller = teller;
    this.reports = reports;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Duration every() {
    return BillingTimes.defaults().watching();
  }

  @Override
  public void run() {
    List<TenantId> watched = database.outside(entities -> warnings.watched(Sql.in(entities)));
    watched.forEach(this::lookAt);
  }

  /** One that cannot be looked at does not keep us from the others. */
  private void lookAt(TenantId tenant) {
    var scope = new ChangeScope(tenant, new Actor.Job(NAME), NAME, clock.instant());
    try {
      allowances.workOut(scope);
      teller.tell(scope);
    } catch (RuntimeException e) {
      LOG.log(ERROR, "The spending of " + tenant + " could not be looked at", e);
      reports.unexpected("job " + NAME, e);
    }
  }
}
