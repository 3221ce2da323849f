package nova.agent.balancer;

import java.util.Arrays;

/** Good and bad answers of the last while, in slices that are forgotten one by one. */
final class RatioWindow {
  private static final int SLICES = 10;

  private final long windowNanos;
  private final long[] number = new long[SLICES];
  private final int[] good = new int[SLICES];
  private final int[] bad = new int[SLICES];

  RatioWindow(long windowNanos) {
    this.windowNanos = windowNanos;
    clear();
  }

  long windowNanos() {
    return windowNanos;
  }

  synchronized void good(long nowNanos) {
    good[slice(nowNanos)]++;
  }

  /** Enters a bad answer and tells whether the bad ones are too many. */
  synchronized boolean bad(long nowNanos, int percent, int minimum) {
    bad[slice(nowNanos)]++;
    long newest = current(nowNanos);
    long all = 0;
    long worse = 0;
    for (int i = 0; i < SLICES; i++) {
      if (newest - number[i] < SLICES) {
        all += good[i] + bad[i];
        worse += bad[i];
      }
    }
    return all >= minimum && worse * 100 >= percent * all;
  }

  synchronized void clear() {
    Arrays.fill(number, Long.MIN_VALUE / 2);
  }

  private long current(long nowNanos) {
    return Math.floorDiv(nowNanos, Math.max(1, windowNanos / SLICES));
  }

  private int slice(long nowNanos) {
    long now = current(nowNanos);
    int at = (int) Math.floorMod(now, (long) SLICES);
    if (number[at] < now) {
      number[at] = now;
      good[at] = 0;
      bad[at] = 0;
    }
    return at;
  }
}
