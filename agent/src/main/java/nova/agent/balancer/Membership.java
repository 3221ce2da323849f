package nova.agent.balancer;

import java.util.concurrent.atomic.AtomicInteger;

/** One server's place in one pool, across config changes. */
final class Membership {
  /** The same server of the same pool. */
  record Key(String adc, String pool, String server, ServerAddress address) {}

  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile long since = SlowStart.NEVER;
  private volatile boolean open;
  private volatile boolean forced;

  AtomicInteger inFlight() {
    return inFlight;
  }

  /** Since when it is new here; {@link SlowStart#NEVER} when it was from the start. */
  long since() {
    return since;
  }

  /** Says whether it gets traffic at all from now on; who comes to a running pool starts slowly. */
  void open(boolean nowOpen, boolean running, long nowNanos) {
    if (nowOpen && !open) {
      since = running ? nowNanos : SlowStart.NEVER;
    }
    open = nowOpen;
    if (nowOpen) {
      forced = false;
    }
  }

  boolean forced() {
    return forced;
  }

  void force(boolean now) {
    forced = now;
  }
}
