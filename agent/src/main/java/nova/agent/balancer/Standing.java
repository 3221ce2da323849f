package nova.agent.balancer;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import nova.agent.balancer.ServerState.Health;
import nova.agent.balancer.ServerState.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one server that is asked one question: by its checks, and by its answers to
 * visitors. Reading takes no lock; whatever changes it does.
 */
final class Standing {
  /** A relapse doubles the time aside, up to so many times the first. */
  private static final int MOST_TIMES = 60;

  /** Who was well again for so many times as long as it had been set aside begins anew. */
  private static final int FORGIVEN_AFTER = 10;

  /** A trial whose outcome was not told by then is over: its visitor may have left. */
  private static final long TRIAL_NANOS = 10_000_000_000L;

  private static final long NO_TRIAL = Long.MIN_VALUE;

  /** Set aside by its answers, at least until then. */
  private record Ejection(
      long sinceMillis, String cause, long untilNanos, long lengthNanos, int relapses) {}

  private final boolean hasCheck;
  private final AtomicLong trial = new AtomicLong(NO_TRIAL);
  private volatile Verdict byCheck;
  private volatile @Nullable Ejection ejection;
  private volatile @Nullable RatioWindow ratio;
  private volatile long recovered = SlowStart.NEVER;
  private volatile int badInRow;
  private int confirmedInRow;
  private int successes;
  private int failures;
  private int successesAside;
  private boolean everChecked;
  private @Nullable Ejection last;
  private long readmitted;

  Standing(boolean hasCheck, Verdict first) {
    this.hasCheck = hasCheck;
    this.byCheck = first;
  }

  /** What both say together. */
  Verdict verdict() {
    Verdict checked = byCheck;
    Ejection aside = ejection;
    return aside == null || checked.health() == Health.UNHEALTHY
        ? checked
        : new Verdict(Health.UNHEALTHY, aside.sinceMillis(), aside.cause(), true);
  }

  /** Not failed by its check. Unknown servers take traffic: a node that just started must serve. */
  boolean up() {
    return byCheck.health() != Health.UNHEALTHY;
  }

  boolean available() {
    return ejection == null && up();
  }

  /** Nothing but its answers speaks against it. */
  boolean aside() {
    return ejection != null && up();
  }

  /** When it came back, or {@link SlowStart#NEVER}. */
  long recovered() {
    return recovered;
  }

  // ---- checks ----

  /**
   * Enters one result of a check.
   *
   * @param cause empty on success
   * @return whether the verdict changed
   */
  synchronized boolean checked(String cause, CheckRules rules, long nowNanos, long nowMillis) {
    Verdict before = verdict();
    if (cause.isEmpty()) {
      passed(rules, nowNanos, nowMillis);
    } else {
      failed(cause, rules, nowMillis);
    }
    everChecked = true;
    Verdict after = verdict();
    return after.health() != before.health() || after.passive() != before.passive();
  }

  private void passed(CheckRules rules, long nowNanos, long nowMillis) {
    failures = 0;
    successes++;
    successesAside++;
    Health known = byCheck.health();
    // the first answer of all decides at once: there is nothing to flap from
    if (known != Health.HEALTHY && (!everChecked || successes >= rules.rise())) {
      if (known == Health.UNHEALTHY && everChecked) {
        recovered = nowNanos;
      }
      byCheck = new Verdict(Health.HEALTHY, nowMillis, "", false);
    }
    Ejection aside = ejection;
    if (aside != null
        && successesAside >= rules.rise()
        && nowNanos - aside.untilNanos() >= 0
        && up()) {
      readmit(aside, nowNanos, nowMillis);
    }
  }

  private void failed(String cause, CheckRules rules, long nowMillis) {
    successes = 0;
    successesAside = 0;
    failures++;
    boolean known = byCheck.health() == Health.UNHEALTHY;
    if (known || failures >= rules.fall()) {
      byCheck =
          new Verdict(Health.UNHEALTHY, known ? byCheck.sinceMillis() : nowMillis, cause, false);
    }
  }

  // ---- answers to visitors ----

  /** A good answer; true when it brought the server back. */
  boolean good(long nowNanos, InstantSource clock) {
    if (badInRow != 0) {
      forgetRow();
    }
    RatioWindow counted = ratio;
    if (counted != null) {
      counted.good(nowNanos);
    }
    return ejection != null && !hasCheck && passedTrial(nowNanos, clock.millis());
  }

  private synchronized void forgetRow() {
    badInRow = 0;
    confirmedInRow = 0;
  }

  private synchronized boolean passedTrial(long nowNanos, long nowMillis) {
    Ejection aside = ejection;
    if (aside == null || (trial.get() == NO_TRIAL && nowNanos - aside.untilNanos() < 0)) {
      return false; // an answer to an older request
    }
    readmit(aside, nowNanos, nowMillis);
    return up();
  }

  private void readmit(Ejection aside, long nowNanos, long nowMillis) {
    trial.set(NO_TRIAL);
    last = aside;
    readmitted = nowNanos;
    recovered = nowNanos;
    if (byCheck.health() == Health.HEALTHY) {
      byCheck = new Verdict(Health.HEALTHY, nowMillis, "", false);
    }
    ejection = null;
  }

  /** A bad answer of a server that is in use; true when the rules want it set aside. */
  boolean bad(boolean confirmed, PassiveRules rules, long nowNanos) {
    boolean tooMany =
        rules.ratioPercent() > 0
            && ratio(rules.ratioWindowNanos())
                .bad(nowNanos, rules.ratioPercent(), rules.ratioMinimum());
    return another(confirmed, rules) || tooMany;
  }

  private synchronized boolean another(boolean confirmed, PassiveRules rules) {
    badInRow++; // read without the lock, written only with it
    confirmedInRow += confirmed ? 1 : 0;
    return confirmedInRow >= rules.consecutive() || badInRow >= rules.unconfirmedInRow();
  }

  /** The window in use; a pool that wants another length begins a new one. */
  synchronized RatioWindow ratio(long windowNanos) {
    RatioWindow counted = ratio;
    if (counted == null || counted.windowNanos() != windowNanos) {
      counted = new RatioWindow(windowNanos);
      ratio = counted;
    }
    return counted;
  }

  /** Sets it aside; false when it is already. */
  synchronized boolean eject(String cause, long baseNanos, long nowNanos, long nowMillis) {
    if (ejection != null) {
      return false;
    }
    Ejection before = last;
    int relapses =
        before != null && nowNanos - readmitted < FORGIVEN_AFTER * before.lengthNanos()
            ? before.relapses() + 1
            : 0;
    long length = length(baseNanos, relapses);
    trial.set(NO_TRIAL);
    successesAside = 0;
    forgetRow();
    RatioWindow counted = ratio;
    if (counted != null) {
      counted.clear();
    }
    ejection = new Ejection(nowMillis, cause, nowNanos + length, length, relapses);
    return true;
  }

  /** A bad answer of a server that is set aside: when its time was up, it gets more. */
  synchronized void badAgain(String cause, long baseNanos, long nowNanos) {
    Ejection aside = ejection;
    if (aside == null || hasCheck) {
      return;
    }
    trial.set(NO_TRIAL);
    if (nowNanos - aside.untilNanos() >= 0) {
      int relapses = aside.relapses() + 1;
      long length = length(baseNanos, relapses);
      ejection = new Ejection(aside.sinceMillis(), cause, nowNanos + length, length, relapses);
    }
  }

  private static long length(long baseNanos, int relapses) {
    return baseNanos
        * (relapses < Integer.SIZE ? Math.min(MOST_TIMES, 1L << relapses) : MOST_TIMES);
  }

  // ---- trials ----

  /** Whether a request may find out if it is well again; later when it could not be repeated. */
  boolean trialDue(boolean repeatable, long nowNanos) {
    Ejection aside = ejection;
    return aside != null
        && !hasCheck
        && nowNanos - aside.untilNanos() >= (repeatable ? 0 : aside.lengthNanos());
  }

  /** One at a time. */
  boolean takeTrial(long nowNanos) {
    long under = trial.get();
    return (under == NO_TRIAL || nowNanos - under > TRIAL_NANOS)
        && trial.compareAndSet(under, nowNanos);
  }

  /** Nobody is with the server any more: an undecided trial is over. */
  void nobodyLeft() {
    if (ejection != null) {
      trial.set(NO_TRIAL);
    }
  }
}
