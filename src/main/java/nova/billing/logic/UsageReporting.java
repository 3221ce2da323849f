package nova.billing.logic;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nova.billing.processor.MeterReading;
import nova.billing.processor.PaymentProcessor;
import nova.billing.processor.ProcessorException;
import nova.billing.processor.Reported;
import nova.billing.store.UsageRows;
import nova.billing.store.UsageRows.Waiting;
import nova.kernel.AcrossTenants;
import nova.kernel.TenantId;
import nova.platform.Component;
import nova.platform.errors.ErrorReports;
import nova.platform.jobs.Job;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;
import org.jspecify.annotations.Nullable;

/**
 * Tells the payment processor what was used: every charge of the ledger once, in its order, under a
 * name that follows from it. What cannot be sent waits, however long; what its invoice cannot take
 * any more is put on the next one.
 */
@Component
@AcrossTenants("the backlog of everybody is sent in its order")
class UsageReporting implements Job {
  private static final System.Logger LOG = System.getLogger(UsageReporting.class.getName());
  private final PaymentLimits limits = PaymentLimits.defaults();
  private final Database database;
  private final PaymentProcessor processor;
  private final UsageRows rows;
  private final Synchronisation synchronisation;
  private final ErrorReports reports;
  private final InstantSource clock;

  @Inject
  UsageReporting(
      Database database,
      PaymentProcessor processor,
      UsageRows rows,
      Synchronisation synchronisation,
      ErrorReports reports,
      InstantSource clock) {
    this.database = database;
    this.processor = processor;
    this.rows = rows;
    this.synchronisation = synchronisation;
    this.reports = reports;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "usage-reporting";
  }

  @Override
  public Duration every() {
    return limits.usageEvery();
  }

  @Override
  public void run() {
    if (!processor.on()) {
      return;
    }
    long read = limits.usageBatch();
    while (read == limits.usageBatch()) {
      read = database.outside(entities -> rows.queue(Sql.in(entities), limits.usageBatch()));
    }
    try {
      send();
    } catch (ProcessorException e) {
      LOG.log(WARNING, "Usage waits: {0}", e.getMessage());
    }
  }

  private void send() {
    var looked = new HashSet<TenantId>();
    var stuck = new HashSet<TenantId>();
    long after = 0;
    for (int sent = 0; sent < limits.usagePerRun(); ) {
      List<Waiting> batch = batch(after);
      for (Waiting event : batch) {
        if (!stuck.contains(event.tenant()) && !send(event, looked, stuck)) {
          return;
        }
        after = event.position();
      }
      sent += batch.size();
      if (batch.size() < limits.usageBatch()) {
        return;
      }
    }
  }

  private List<Waiting> batch(long after) {
    return database.outside(entities -> rows.waiting(Sql.in(entities), after, limits.usageBatch()));
  }

  /** False: they do not answer, so nothing else can be sent either. */
  private boolean send(Waiting event, Set<TenantId> looked, Set<TenantId> stuck) {
    try {
      return report(event, place(event, looked), stuck);
    } catch (ProcessorException e) {
      if (e.passing()) {
        throw e;
      }
      refused(event, String.valueOf(e.getMessage()), stuck);
      return true;
    }
  }

  private boolean report(Waiting event, Instant at, Set<TenantId> stuck) {
    String identifier =
        "%s/%d/%d".formatted(event.tenant(), event.hour().sinceEpoch(), event.link());
    var reading = new MeterReading(identifier, event.customer(), event.price(), event.value(), at);
    switch (processor.report(reading)) {
      case Reported.Taken() -> settle(event, "sent", "");
      case Reported.TooOld(var reason) -> {
        settle(event, "too-old", reason);
        reports.unexpected("usage", new UsageException(event, reason));
      }
      case Reported.NotNow(var reason) -> {
        LOG.log(WARNING, "Usage waits: {0}", reason);
        return false;
      }
      case Reported.Refused(var reason) -> refused(event, reason, stuck);
    }
    return true;
  }

  /** The tenant's later ones wait behind it, and nobody else's do. */
  private void refused(Waiting event, String reason, Set<TenantId> stuck) {
    stuck.add(event.tenant());
    change(event, sql -> rows.failed(sql, event, reason));
    reports.unexpected("usage", new UsageException(event, reason));
  }

  /** When it counts: in its hour, unless the invoice of that hour is closed or it got too old. */
  private Instant place(Waiting event, Set<TenantId> looked) {
    Instant now = clock.instant();
    Instant closedUntil = event.closedUntil();
    if (event.periodEnd() != null && !event.periodEnd().isAfter(now)) {
      closedUntil = lookAgain(event, looked);
    }
    boolean tooOld = event.countsAt().isBefore(now.minus(limits.oldest()));
    if (tooOld) {
      reports.unexpected("usage", new UsageException(event, "older than 35 days, counts now"));
    }
    if (tooOld || (closedUntil != null && event.countsAt().isBefore(closedUntil))) {
      change(event, sql -> rows.countAt(sql, event, now));
      return now;
    }
    return event.countsAt();
  }

  /** A period has ended since we looked last: its invoice may be closed by now. */
  private @Nullable Instant lookAgain(Waiting event, Set<TenantId> looked) {
    if (looked.add(event.tenant())) {
      synchronisation.run(event.tenant());
    }
    return database.change(
        synchronisation.scope(event.tenant()),
        entities -> rows.closedUntil(Sql.in(entities), event.tenant()));
  }

  private void settle(Waiting event, String state, String error) {
    change(event, sql -> rows.settle(sql, event, state, error, clock.instant()));
  }

  private void change(Waiting event, java.util.function.Consumer<Sql> work) {
    database.run(synchronisation.scope(event.tenant()), entities -> work.accept(Sql.in(entities)));
  }
}
