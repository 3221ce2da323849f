package nova.billing.logic;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.inject.Inject;
import java.time.Duration;
import nova.billing.processor.PaymentProcessor;
import nova.billing.processor.ProcessorException;
import nova.billing.store.PaymentRows;
import nova.kernel.AcrossTenants;
import nova.platform.Component;
import nova.platform.jobs.Job;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;

/** Soon after the start, and every hour: what our prices need at the processor is there. */
@Component
class PriceCheck implements Job {
  private static final System.Logger LOG = System.getLogger(PriceCheck.class.getName());
  private static final Duration EVERY = Duration.ofHours(1);
  private final Database database;
  private final PaymentProcessor processor;
  private final PaymentRows rows;

  @Inject
  PriceCheck(Database database, PaymentProcessor processor, PaymentRows rows) {
    this.database = database;
    this.processor = processor;
    this.rows = rows;
  }

  @Override
  public String name() {
    return "price-check";
  }

  @Override
  public Duration every() {
    return EVERY;
  }

  @Override
  @AcrossTenants("prices are everybody's")
  public void run() {
    if (!processor.on()) {
      return;
    }
    try {
      processor.prepare(database.outside(entities -> rows.prices(Sql.in(entities))));
    } catch (ProcessorException e) {
      LOG.log(WARNING, "Prices are not checked: {0}", e.getMessage());
    }
  }
}
