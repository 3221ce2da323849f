package nova.agent.control;

import java.time.Duration;

/** Whether the agent is on its way out: first draining, then delivering what is left. */
final class Stopping {
  private volatile boolean draining;
  private volatile boolean requested;
  private volatile long untilNanos;

  void drain() {
    draining = true;
  }

  void within(Duration deadline) {
    untilNanos = System.nanoTime() + deadline.toNanos();
    draining = true;
    requested = true;
  }

  boolean draining() {
    return draining;
  }

  boolean requested() {
    return requested;
  }

  boolean late() {
    return requested && System.nanoTime() - untilNanos > 0;
  }
}
