package nova.billing.logic;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nova.billing.PaymentNotices;
import nova.billing.processor.ForgedNoticeException;
import nova.billing.processor.Notice;
import nova.billing.processor.PaymentProcessor;
import nova.billing.processor.ProcessorException;
import nova.billing.store.NoticeRows;
import nova.billing.store.PaymentRows;
import nova.kernel.AcrossTenants;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.kernel.TenantId;
import nova.platform.Component;
import nova.platform.errors.ErrorReports;
import nova.platform.jobs.Job;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;
import org.jspecify.annotations.Nullable;

/**
 * Takes notices at the door, each once, and acts on them afterwards: whatever they say, we look how
 * things are with that customer now. Many of one customer are one look.
 */
@Component
@AcrossTenants("whose customer a notice is about stands in it")
class NoticeDesk implements PaymentNotices, Job {
  private static final System.Logger LOG = System.getLogger(NoticeDesk.class.getName());
  private static final String CARD_LEFT = "checkout.session.completed";
  private static final String METER_ERROR = "v1.billing.meter.";
  private final PaymentLimits limits = PaymentLimits.defaults();
  private final Database database;
  private final PaymentProcessor processor;
  private final NoticeRows rows;
  private final PaymentRows accounts;
  private final Synchronisation synchronisation;
  private final ErrorReports reports;
  private final InstantSource clock;

  @Inject
  NoticeDesk(
      Database database,
      PaymentProcessor processor,
      NoticeRows rows,
      PaymentRows accounts,
      Synchronisation synchronisation,
      ErrorReports reports,
      InstantSource clock) {
    this.database = database;
    this.processor = processor;
    this.rows = rows;
    this.accounts = accounts;
    this.synchronisation = synchronisation;
    this.reports = reports;
    this.clock = clock;
  }

  @Override
  public boolean take(String body, String signature) {
    try {
      Notice notice = processor.read(body, signature);
      return add(notice);
    } catch (ForgedNoticeException e) {
      throw new FailureException(
          new Failure.Forbidden("signature", "This is not signed, or too long ago."));
    }
  }

  boolean add(Notice notice) {
    return database.outside(entities -> rows.add(Sql.in(entities), notice, clock.instant()));
  }

  @Override
  public String name() {
    return "payment-notices";
  }

  @Override
  public Duration every() {
    return limits.noticesEvery();
  }

  @Override
  public void run() {
    if (!processor.on()) {
      return;
    }
    Instant now = clock.instant();
    List<Notice> due =
        database.outside(entities -> rows.due(Sql.in(entities), now, limits.noticesPerRun()));
    var byCustomer = new LinkedHashMap<String, List<Notice>>();
    for (Notice notice : due) {
      String customer = notice.customer() == null ? "" : notice.customer();
      byCustomer.computeIfAbsent(customer, _ -> new ArrayList<>()).add(notice);
    }
    for (Map.Entry<String, List<Notice>> one : byCustomer.entrySet()) {
      settle(one.getKey(), one.getValue());
    }
  }

  private void settle(String customer, List<Notice> notices) {
    try {
      act(customer, notices);
      database.outside(
          entities -> {
            rows.done(Sql.in(entities), notices);
            return true;
          });
    } catch (ProcessorException e) {
      LOG.log(WARNING, "Notices wait: {0}", e.getMessage());
      postpone(notices, e);
    } catch (RuntimeException e) {
      reports.unexpected("payment notice", e);
      postpone(notices, e);
    }
  }

  private void postpone(List<Notice> notices, RuntimeException why) {
    database.outside(
        entities -> {
          rows.postpone(
              Sql.in(entities), notices, String.valueOf(why.getMessage()), clock.instant());
          return true;
        });
  }

  private void act(String customer, List<Notice> notices) {
    for (Notice notice : notices) {
      if (notice.kind().startsWith(METER_ERROR)) {
        reports.unexpected(
            "usage", new IllegalStateException(notice.kind() + " " + notice.subject()));
      }
    }
    TenantId tenant = tenant(customer);
    if (tenant == null) {
      return; // of somebody who is none of ours: the same account may serve others
    }
    for (Notice notice : notices) {
      if (notice.kind().equals(CARD_LEFT)) {
        synchronisation.adopt(tenant, notice.subject());
      }
    }
    synchronisation.run(tenant);
  }

  private @Nullable TenantId tenant(String customer) {
    return customer.isEmpty()
        ? null
        : database
            .outside(
                entities ->
                    java.util.Optional.ofNullable(accounts.tenantOf(Sql.in(entities), customer)))
            .orElse(null);
  }
}
