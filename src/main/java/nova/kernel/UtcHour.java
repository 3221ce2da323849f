package nova.kernel;

import java.time.Instant;

/**
 * One hour of UTC, counted from the Unix epoch: the grain of metering. Unix time has no leap
 * seconds, so every hour is 3,600 s.
 */
public record UtcHour(long sinceEpoch) implements Comparable<UtcHour> {
  private static final long SECONDS = 3_600;

  public static UtcHour of(Instant instant) {
    return new UtcHour(Math.floorDiv(instant.getEpochSecond(), SECONDS));
  }

  public Instant start() {
    return Instant.ofEpochSecond(sinceEpoch * SECONDS);
  }

  /** The first moment that no longer belongs to this hour. */
  public Instant end() {
    return next().start();
  }

  public UtcHour next() {
    return new UtcHour(sinceEpoch + 1);
  }

  public boolean contains(Instant instant) {
    return of(instant).equals(this);
  }

  @Override
  public int compareTo(UtcHour other) {
    return Long.compare(sinceEpoch, other.sinceEpoch);
  }
}
