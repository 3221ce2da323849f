package nova.platform.outbox;

import java.time.Duration;

/**
 * Limits of the delivery.
 *
 * @param every pause between two looks; what is left anew rings and does not wait for it
 * @param perRun at most so many messages in one run
 * @param lease how long a message belongs to the copy that took it
 * @param firstRetry after the first failure; doubles each time, up to {@code lastRetry}
 * @param maxAttempts then it is dead, and reported
 * @param keepSettled how long the row of a delivered message stands against doing it again
 */
record OutboxSettings(
    Duration every,
    int perRun,
    Duration lease,
    Duration firstRetry,
    Duration lastRetry,
    int maxAttempts,
    Duration keepSettled) {
  static OutboxSettings defaults() {
    return new OutboxSettings(
        Duration.ofSeconds(5),
        200,
        Duration.ofMinutes(2),
        Duration.ofSeconds(5),
        Duration.ofHours(1),
        20,
        Duration.ofDays(30));
  }

  Duration retryAfter(int attempts, double jitter) {
    long factor = 1L << Math.min(attempts - 1, 20);
    Duration pause = firstRetry.multipliedBy(factor);
    Duration bounded = pause.compareTo(lastRetry) > 0 ? lastRetry : pause;
    return Duration.ofMillis((long) (bounded.toMillis() * (0.75 + jitter / 2)));
  }
}
