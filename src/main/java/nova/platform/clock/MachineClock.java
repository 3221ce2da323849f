package nova.platform.clock;

import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.time.InstantSource;
import nova.platform.Component;

/**
 * The machine's clock, for whoever asks for an {@link InstantSource}. In microseconds, as
 * PostgreSQL keeps them: what was just made reads the same when it is read again.
 */
@Component
class MachineClock {
  private static final Duration MICROSECOND = Duration.ofNanos(1_000);

  @Produces
  InstantSource time() {
    return InstantSource.tick(InstantSource.system(), MICROSECOND);
  }
}
