package nova.agent.balancer;

import java.util.concurrent.atomic.AtomicInteger;

/** What one address carries and how quickly it answers; shared by all pools that name it. */
final class ServerLoad {
  /**
   * Below this, times are the noise of schedulers and collectors at both ends: requests in flight
   * tell more. Without it the quickest of equals would get nearly everything when there is little
   * to do.
   */
  private static final float LEAST_NANOS = 5e6f;

  /** Assumed of a server that has not answered yet: others first, but not for ever. */
  private static final float UNMEASURED_NANOS = 1e9f;

  private final AtomicInteger inFlight = new AtomicInteger();
  private final PeakEwma latency = new PeakEwma();
  private final UsualTimes usual = new UsualTimes();
  private final AtomicInteger overdue = new AtomicInteger();
  private final long hash;
  private volatile long lastChosen;
  private volatile boolean chosenEver;
  private volatile long lastFirstByte;
  private volatile boolean answeredEver;

  ServerLoad(ServerAddress address) {
    hash = Mix.of(address.host() + '/' + address.port());
  }

  /** The same on every node. */
  long hash() {
    return hash;
  }

  int inFlight() {
    return inFlight.get();
  }

  /** Takes a slot unless there are {@code most} already; 0: no limit. */
  boolean enter(int most) {
    if (most == 0) {
      inFlight.getAndIncrement();
      return true;
    }
    while (true) {
      int now = inFlight.get();
      if (now >= most) {
        return false;
      }
      if (inFlight.compareAndSet(now, now + 1)) {
        return true;
      }
    }
  }

  void chosen(long nowNanos) {
    lastChosen = nowNanos;
    if (!chosenEver) {
      chosenEver = true;
    }
  }

  /** Whether the last choice between two that fell on it is longer ago; also when they tie. */
  boolean waitsLongerThan(ServerLoad other) {
    return !chosenEver || (other.chosenEver && lastChosen - other.lastChosen <= 0);
  }

  int leave() {
    return inFlight.decrementAndGet();
  }

  void firstByte(long nanos, long nowNanos) {
    latency.add(nanos, nowNanos);
    usual.add(nanos);
    lastFirstByte = nowNanos;
    answeredEver = true;
    if (overdue.get() != 0) {
      overdue.set(0);
    }
  }

  /** How long a request more would take here, about; only good for comparing. */
  float cost(long nowNanos) {
    int waiting = inFlight.get();
    if (latency.empty()) {
      return waiting * UNMEASURED_NANOS;
    }
    return Math.max(LEAST_NANOS, latency.at(nowNanos)) * (waiting + 1);
  }

  UsualTimes usual() {
    return usual;
  }

  /** Counts a request that is owed its first byte for too long; answers how many in a row. */
  int overdue() {
    return overdue.incrementAndGet();
  }

  /** Whether no request at all got its first byte for so long. */
  boolean silentFor(long nanos, long nowNanos) {
    return !answeredEver || nowNanos - lastFirstByte >= nanos;
  }
}
