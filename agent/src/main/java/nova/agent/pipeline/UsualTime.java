package nova.agent.pipeline;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How long the first byte of a route's answers usually takes, as a coarse histogram that forgets:
 * four buckets per power of two, all halved after every few thousand answers. Shared by threads.
 */
final class UsualTime {
  private static final int BUCKETS = 4 * 40;
  private static final int FIRST_SHIFT = 10; // a microsecond or so
  private static final int ENOUGH = 100;
  private static final int HALVE_AFTER = 4096;
  private static final double LATE = 0.95;

  private final AtomicIntegerArray counts = new AtomicIntegerArray(BUCKETS);
  private final AtomicInteger total = new AtomicInteger();
  private volatile long late = Long.MAX_VALUE;

  void answered(long nanos) {
    counts.incrementAndGet(bucket(nanos));
    int seen = total.incrementAndGet();
    if (seen % ENOUGH == 0) {
      late = quantile();
    }
    if (seen >= HALVE_AFTER && total.compareAndSet(seen, seen / 2)) {
      for (int i = 0; i < BUCKETS; i++) {
        counts.updateAndGet(i, n -> n / 2);
      }
    }
  }

  /** The 95th percentile in nanoseconds; the largest long as long as too little is known. */
  long late() {
    return late;
  }

  private long quantile() {
    long sum = 0;
    for (int i = 0; i < BUCKETS; i++) {
      sum += counts.get(i);
    }
    long below = 0;
    for (int i = 0; i < BUCKETS; i++) {
      below += counts.get(i);
      if (below >= LATE * sum) {
        return upper(i);
      }
    }
    return Long.MAX_VALUE;
  }

  private static int bucket(long nanos) {
    long value = Math.max(nanos, 1L << FIRST_SHIFT);
    int power = 63 - Long.numberOfLeadingZeros(value);
    int quarter = (int) (value >>> (power - 2)) & 3;
    return Math.min(4 * (power - FIRST_SHIFT) + quarter, BUCKETS - 1);
  }

  private static long upper(int bucket) {
    int power = bucket / 4 + FIRST_SHIFT;
    return (1L << power) + (bucket % 4 + 1L) * (1L << (power - 2));
  }
}
