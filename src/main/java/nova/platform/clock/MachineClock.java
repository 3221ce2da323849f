package nova.platform.clock;

import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;
import nova.platform.Component;

/** The machine's clock, for whoever asks for an {@link InstantSource}. */
@Component
class MachineClock {
  @Produces
  InstantSource time() {
    return InstantSource.system();
  }
}
