package nova.metrics.logic;

import java.time.Duration;

/**
 * Limits of the intake.
 *
 * @param gather how long batches are gathered before they are inserted
 * @param maxRows of one insert
 * @param maxHeldRows in memory, all batches together; beyond, nodes keep them
 * @param hold how long a resent batch waits for an earlier insert to have ended
 * @param fenceLife how old the answer "still the newest connection" may be when an insert begins
 * @param firstRetry after a failed insert, doubling up to {@code lastRetry}
 */
public record IntakeSettings(
    Duration gather,
    int maxRows,
    int maxHeldRows,
    Duration hold,
    Duration fenceLife,
    Duration firstRetry,
    Duration lastRetry) {
  public static IntakeSettings defaults() {
    return new IntakeSettings(
        Duration.ofSeconds(1),
        100_000,
        1_000_000,
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        Duration.ofMillis(500),
        Duration.ofSeconds(5));
  }
}
