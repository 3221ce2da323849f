package nova.nodes.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a failed request is tried on another server.
 *
 * @param statuses none: 500, 501, 502, 503, 504
 * @param maxAttempts the first included
 * @param budgetPercent retries as a share of requests, and at least {@code budgetPerSecond}
 * @param perTryMillis for the first byte of one attempt
 * @param totalMillis for all attempts
 * @param anyMethod the customer says that running a request twice is harmless
 * @param hedge a slow GET is also sent to a second server
 */
public record RetryRules(
    boolean enabled,
    List<Integer> statuses,
    @Nullable Integer maxAttempts,
    @Nullable Integer budgetPercent,
    @Nullable Integer budgetPerSecond,
    @Nullable Integer perTryMillis,
    @Nullable Integer totalMillis,
    @Nullable Integer spoolMemoryBytes,
    @Nullable Long spoolDiskBytes,
    boolean anyMethod,
    boolean hedge) {
  public RetryRules {
    statuses = List.copyOf(statuses);
  }
}
