package nova.platform.ids;

import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import nova.platform.Component;

/** Makes UUIDs of version 7: 48 bits of milliseconds, then 74 random bits. */
@Component
public class Ids {
  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  @Inject
  public Ids(InstantSource clock) {
    this.clock = clock;
  }

  public UUID next() {
    long high = clock.millis() << 16 | VERSION | random.nextInt(1 << 12);
    long low = VARIANT | random.nextLong() >>> 2;
    return new UUID(high, low);
  }
}
