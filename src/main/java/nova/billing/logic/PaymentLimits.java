package nova.billing.logic;

import java.time.Duration;
import java.util.List;

/**
 * Limits of what is done with the payment processor.
 *
 * @param usageEvery pause between two looks for usage to report
 * @param usagePerRun at most so many events in one run
 * @param usageBatch read at a time
 * @param oldest older usage is not taken there; what is left to wait that long is told to us first
 * @param noticesEvery pause between two looks for notices
 * @param noticesPerRun at most so many in one run
 * @param replayEvery how often we ask what happened, should a notice have been lost
 * @param overlap how much of what was asked for before is asked for again
 * @param remembered how far back they can say what happened
 * @param draftsEvery how often a draft's usage is compared
 * @param dunningEvery how often overdue accounts are looked at
 * @param reminders when the second and the following letters are sent, from the first on
 * @param grace from the first failure to no new paid nodes
 */
record PaymentLimits(
    Duration usageEvery,
    int usagePerRun,
    int usageBatch,
    Duration oldest,
    Duration noticesEvery,
    int noticesPerRun,
    Duration replayEvery,
    Duration overlap,
    Duration remembered,
    Duration draftsEvery,
    Duration dunningEvery,
    List<Duration> reminders,
    Duration grace) {
  static PaymentLimits defaults() {
    return new PaymentLimits(
        Duration.ofSeconds(10),
        10_000,
        500,
        Duration.ofDays(35).minusHours(1),
        Duration.ofSeconds(2),
        500,
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofDays(30),
        Duration.ofMinutes(5),
        Duration.ofMinutes(10),
        List.of(Duration.ofDays(3), Duration.ofDays(7), Duration.ofDays(12)),
        Duration.ofDays(14));
  }
}
