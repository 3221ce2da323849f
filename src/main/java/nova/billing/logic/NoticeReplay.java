package nova.billing.logic;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import nova.billing.processor.Notice;
import nova.billing.processor.PaymentProcessor;
import nova.billing.processor.ProcessorException;
import nova.billing.store.NoticeRows;
import nova.kernel.AcrossTenants;
import nova.platform.Component;
import nova.platform.jobs.Job;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;

/** Asks again and again what happened: a notice that was lost on its way is found here. */
@Component
@AcrossTenants("asks for everybody's notices at once")
class NoticeReplay implements Job {
  private static final System.Logger LOG = System.getLogger(NoticeReplay.class.getName());
  private final PaymentLimits limits = PaymentLimits.defaults();
  private final Database database;
  private final PaymentProcessor processor;
  private final NoticeRows rows;
  private final NoticeDesk desk;
  private final InstantSource clock;

  @Inject
  NoticeReplay(
      Database database,
      PaymentProcessor processor,
      NoticeRows rows,
      NoticeDesk desk,
      InstantSource clock) {
    this.database = database;
    this.processor = processor;
    this.rows = rows;
    this.desk = desk;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "payment-notice-replay";
  }

  @Override
  public Duration every() {
    return limits.replayEvery();
  }

  @Override
  public void run() {
    if (!processor.on()) {
      return;
    }
    Instant now = clock.instant();
    Instant oldest = now.minus(limits.remembered());
    Instant heard = database.outside(it -> rows.heardUntil(Sql.in(it))).minus(limits.overlap());
    try {
      for (Notice notice : processor.noticesSince(heard.isBefore(oldest) ? oldest : heard)) {
        desk.add(notice);
      }
    } catch (ProcessorException e) {
      LOG.log(WARNING, "Notices are not asked for: {0}", e.getMessage());
      return;
    }
    database.outside(
        entities -> {
          rows.heardUntil(Sql.in(entities), now);
          return rows.forget(Sql.in(entities), oldest.minus(limits.remembered()));
        });
  }
}
