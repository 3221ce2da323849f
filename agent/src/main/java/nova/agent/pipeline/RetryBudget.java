package nova.agent.pipeline;

import java.util.concurrent.atomic.AtomicLong;
import nova.agent.config.RetryRules;

/**
 * How many retries a pool may still make: a share of its requests, and some each second whatever
 * the traffic. Without it a pool in trouble gets its load several times over, which is how a bad
 * minute becomes an outage ("retry storm"; Google SRE book, chapter 22). Shared by threads.
 */
final class RetryBudget {
  /** What one retry costs; a request earns its percentage of it. */
  private static final int COST = 100;

  // what may be saved up: a burst of failures right after a quiet time is when retries help most
  private static final int SECONDS_SAVED = 10;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final int perRequest;
  private final int perSecond;
  private final long most;
  private final AtomicLong saved;
  private final AtomicLong refilledAt;

  RetryBudget(RetryRules rules, long nowNanos) {
    perRequest = rules.budgetPercent();
    perSecond = rules.budgetPerSecond() * COST;
    // the share is of what comes in ten seconds; that of a thousand requests is held ready at least
    most = (long) SECONDS_SAVED * (perSecond + 100L * perRequest);
    saved = new AtomicLong((long) SECONDS_SAVED * perSecond);
    refilledAt = new AtomicLong(nowNanos);
  }

  /** A request began. */
  void earn() {
    if (saved.get() < most) {
      saved.addAndGet(perRequest);
    }
  }

  /** Whether one more retry is allowed; it is counted. */
  boolean spend(long nowNanos) {
    refill(nowNanos);
    for (long have = saved.get(); have >= COST; have = saved.get()) {
      if (saved.compareAndSet(have, have - COST)) {
        return true;
      }
    }
    return false;
  }

  private void refill(long now) {
    long before = refilledAt.get();
    long earned =
        (long)
            ((double) perSecond
                * Math.min(now - before, SECONDS_SAVED * NANOS_PER_SECOND)
                / NANOS_PER_SECOND);
    if (earned > 0 && refilledAt.compareAndSet(before, now)) {
      saved.updateAndGet(have -> Math.min(have + earned, most));
    }
  }
}
