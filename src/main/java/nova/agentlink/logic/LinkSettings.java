package nova.agentlink.logic;

import java.time.Duration;

/**
 * Limits of the link; most are told to the agent in Welcome.
 *
 * @param queue frames waiting per connection and direction; more closes it
 * @param outcomeTimeout a config whose outcome did not come by then is sent again
 * @param firstRetry of a refused config, doubling up to {@code lastRetry}
 * @param tick how often connections are looked after
 * @param scanEvery how often what we know is compared with the database, should news get lost
 * @param flushEvery how often contacts are written down
 * @param clockTolerance of a handshake
 */
public record LinkSettings(
    Duration healthInterval,
    Duration metricWindow,
    int maxUnacknowledged,
    int maxFrameBytes,
    Duration idleTimeout,
    int queue,
    Duration outcomeTimeout,
    Duration firstRetry,
    Duration lastRetry,
    Duration tick,
    Duration scanEvery,
    Duration flushEvery,
    Duration clockTolerance,
    int maxEnrolmentBytes,
    int enrolmentsPerMinute) {
  public static LinkSettings defaults() {
    return new LinkSettings(
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        8,
        4 << 20,
        Duration.ofSeconds(30),
        128,
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofMinutes(5),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofMinutes(5),
        64 << 10,
        60);
  }
}
