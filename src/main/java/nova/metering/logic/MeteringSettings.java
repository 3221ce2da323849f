package nova.metering.logic;

import java.time.Duration;

/**
 * Limits of metering.
 *
 * @param evidence how far back a node may tell that it served
 * @param grace how long after its end an hour stays open, for contacts on their way
 * @param closingEvery how often hours are closed
 */
record MeteringSettings(Duration evidence, Duration grace, Duration closingEvery) {
  static MeteringSettings defaults() {
    return new MeteringSettings(Duration.ofDays(35), Duration.ofMinutes(10), Duration.ofMinutes(1));
  }
}
