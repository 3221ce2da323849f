package nova.agent.balancer;

import java.util.concurrent.atomic.AtomicInteger;

/** Health and in-flight count of one server; lives as long as any config names it. */
public final class ServerState {

  public enum Health {
    UNKNOWN,
    HEALTHY,
    UNHEALTHY
  }

  /** What is known, since when, and why when it is bad. */
  public record Verdict(Health health, long sinceMillis, String cause) {}

  private final AtomicInteger inFlight = new AtomicInteger();
  private final InFlight counted = new InFlight();
  private volatile Verdict verdict;
  private int rowOfSuccesses;
  private int rowOfFailures;

  ServerState(Verdict first) {
    verdict = first;
  }

  public Verdict verdict() {
    return verdict;
  }

  /** Unknown servers take traffic: a node that just started must serve. */
  public boolean available() {
    return verdict.health() != Health.UNHEALTHY;
  }

  /** Requests and tunnels with it now. */
  public InFlight inFlight() {
    return counted;
  }

  /** True when what is left with it must be cut off now: its drain is over. */
  public boolean forced() {
    return false;
  }

  void enter() {
    inFlight.incrementAndGet();
  }

  void leave() {
    inFlight.decrementAndGet();
  }

  /** The count; {@link PoolBalance#pick} is who adds to it. */
  public final class InFlight {
    public int get() {
      return inFlight.get();
    }

    /** Adds nothing: the choice did. */
    public void incrementAndGet() {}

    public void decrementAndGet() {
      leave();
    }
  }

  /**
   * Enters one result of an active check.
   *
   * @param cause empty on success
   * @return whether the state changed
   */
  public synchronized boolean checked(String cause, CheckRules rules, long nowMillis) {
    boolean good = cause.isEmpty();
    rowOfSuccesses = good ? rowOfSuccesses + 1 : 0;
    rowOfFailures = good ? 0 : rowOfFailures + 1;
    Health before = verdict.health();
    // the first answer of all decides at once: there is nothing to flap from
    if (good
        && before != Health.HEALTHY
        && (before == Health.UNKNOWN || rowOfSuccesses >= rules.rise())) {
      verdict = new Verdict(Health.HEALTHY, nowMillis, "");
    } else if (!good && before != Health.UNHEALTHY && rowOfFailures >= rules.fall()) {
      verdict = new Verdict(Health.UNHEALTHY, nowMillis, cause);
    } else if (!good && before == Health.UNHEALTHY) {
      verdict = new Verdict(Health.UNHEALTHY, verdict.sinceMillis(), cause);
    }
    return verdict.health() != before;
  }
}
