package nova.agent.config;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * When a failed request is tried on another server.
 *
 * @param statuses of answers that are not passed on while another server can be asked
 * @param maxAttempts servers asked for one request, the first included
 * @param budgetPercent retries allowed as a percentage of requests
 * @param budgetPerSecond retries allowed whatever the traffic
 * @param perTry for the first byte of one attempt; absent: the pool's first-byte timeout
 * @param total from the first byte of the request; absent: none
 * @param spoolMemoryBytes request body held in memory
 * @param spoolDiskBytes request body held on disk beyond that
 * @param anyMethod requests of any method may be repeated after they were sent
 * @param hedge a late GET is also sent to a second server
 */
public record RetryRules(
    boolean on,
    Set<Integer> statuses,
    int maxAttempts,
    int budgetPercent,
    int budgetPerSecond,
    Optional<Duration> perTry,
    Optional<Duration> total,
    int spoolMemoryBytes,
    long spoolDiskBytes,
    boolean anyMethod,
    boolean hedge) {

  public static final RetryRules DEFAULTS =
      new RetryRules(
          true,
          Set.of(500, 501, 502, 503, 504),
          4,
          20,
          10,
          Optional.empty(),
          Optional.empty(),
          65_536,
          16L << 20,
          false,
          false);
}
