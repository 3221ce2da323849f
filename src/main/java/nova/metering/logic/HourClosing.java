package nova.metering.logic;

import jakarta.inject.Inject;
import java.time.Duration;
import nova.platform.Component;
import nova.platform.jobs.Job;

/** Closes hours, on one copy at a time. */
@Component
class HourClosing implements Job {
  private final Ledger ledger;

  @Inject
  HourClosing(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "close-node-hours";
  }

  @Override
  public Duration every() {
    return MeteringSettings.defaults().closingEvery();
  }

  @Override
  public void run() {
    ledger.close();
  }
}
