package nova.agent.balancer;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A moving average of times that follows a rise at once and forgets it slowly: the peak-EWMA of
 * Finagle and linkerd. Without locks: time and value share one long.
 */
final class PeakEwma {
  /** 1.05 ms: fine enough for a decay of seconds; 32 bits of it last for 52 days. */
  private static final int TICK_BITS = 20;

  private static final double DECAY_TICKS = 10e9 / (1L << TICK_BITS);

  private final AtomicLong state = new AtomicLong();

  /** Enters one time. */
  void add(long nanos, long nowNanos) {
    int now = (int) (nowNanos >> TICK_BITS);
    while (true) {
      long before = state.get();
      int ticks = Math.max(0, now - tick(before));
      float known = value(before);
      double kept = Math.exp(-ticks / DECAY_TICKS);
      float next = nanos > known ? nanos : (float) (known * kept + nanos * (1 - kept));
      long after = pack(known == 0 || ticks > 0 ? now : tick(before), Math.max(1f, next));
      if (after == before || state.compareAndSet(before, after)) {
        return;
      }
    }
  }

  /** True until the first time was entered. */
  boolean empty() {
    return value(state.get()) == 0;
  }

  /** The average by now, as if nothing but zeros had come since: who is idle is asked again. */
  float at(long nowNanos) {
    long known = state.get();
    int ticks = (int) (nowNanos >> TICK_BITS) - tick(known);
    return ticks <= 0 ? value(known) : (float) (value(known) * Math.exp(-ticks / DECAY_TICKS));
  }

  private static int tick(long state) {
    return (int) (state >> 32);
  }

  private static float value(long state) {
    return Float.intBitsToFloat((int) state);
  }

  private static long pack(int tick, float value) {
    return ((long) tick << 32) | (Float.floatToRawIntBits(value) & 0xffffffffL);
  }
}
