package nova.agent.control;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential with full jitter: a thousand agents that lost one server come back spread out. */
final class Backoff {
  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private int failures;

  Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
  }

  Duration next() {
    long ceiling = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures, 20));
    failures++;
    return jittered(Duration.ofMillis(ceiling));
  }

  Duration jittered(Duration ceiling) {
    return Duration.ofMillis(random.nextLong(ceiling.toMillis() + 1));
  }

  void reset() {
    failures = 0;
  }
}
