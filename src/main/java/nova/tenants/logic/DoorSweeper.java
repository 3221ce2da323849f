package nova.tenants.logic;

import static java.lang.System.Logger.Level.DEBUG;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import nova.kernel.AcrossTenants;
import nova.platform.Component;
import nova.platform.jobs.Job;
import nova.platform.persistence.Database;
import nova.tenants.store.KeyStore;

/** Takes away what has run out. Everything it takes is refused already. */
@Component
class DoorSweeper implements Job {
  private static final System.Logger LOG = System.getLogger(DoorSweeper.class.getName());
  private static final Duration EVERY = Duration.ofMinutes(10);
  private final AccessSettings settings = AccessSettings.defaults();
  private final Database database;
  private final KeyStore keys;
  private final InstantSource clock;

  @Inject
  DoorSweeper(Database database, KeyStore keys, InstantSource clock) {
    this.database = database;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "door-sweeper";
  }

  @Override
  public Duration every() {
    return EVERY;
  }

  @Override
  @AcrossTenants("sessions and links belong to people")
  public void run() {
    Instant now = clock.instant();
    int gone =
        database.outside(
            entities ->
                keys.removeExpired(
                    entities,
                    now,
                    now.minus(settings.sessionIdle()),
                    now.minus(settings.letterWindow())));
    LOG.log(DEBUG, "{0} rows had run out", gone);
  }
}
