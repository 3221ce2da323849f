package nova.agent.balancer;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * What is usual: a histogram with two buckets for each doubling, halved now and then so that it
 * forgets. Shared by threads; a count lost to a race does not matter.
 */
final class UsualTimes {
  /** Too few to know. */
  static final long UNKNOWN = -1;

  private static final int LEAST_SAMPLES = 20;
  private static final int MOST_SAMPLES = 1024;
  // 65 µs and less … 137 s and more
  private static final int FIRST_BIT = 16;
  private static final int BUCKETS = 2 * (37 - FIRST_BIT) + 2;

  private final AtomicIntegerArray counts = new AtomicIntegerArray(BUCKETS);
  private final AtomicInteger total = new AtomicInteger();

  void add(long nanos) {
    counts.getAndIncrement(bucket(nanos));
    int samples = total.incrementAndGet();
    if (samples >= MOST_SAMPLES && total.compareAndSet(samples, samples / 2)) {
      for (int i = 0; i < BUCKETS; i++) {
        counts.accumulateAndGet(i, 1, (count, by) -> count >> by);
      }
    }
  }

  /** What 99 of 100 stay below; of fewer than 100, the longest. */
  long longest() {
    int sum = 0;
    for (int i = 0; i < BUCKETS; i++) {
      sum += counts.get(i);
    }
    if (sum < LEAST_SAMPLES) {
      return UNKNOWN;
    }
    int longer = 0;
    int at = BUCKETS;
    do {
      longer += counts.get(--at);
    } while (longer * 100 <= sum);
    return upperEdge(at);
  }

  private static int bucket(long nanos) {
    int top = Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, nanos));
    if (top < FIRST_BIT) {
      return 0;
    }
    int half = (int) (nanos >> (top - 1)) & 1;
    return Math.min(BUCKETS - 1, 1 + 2 * (top - FIRST_BIT) + half);
  }

  private static long upperEdge(int bucket) {
    if (bucket == 0) {
      return 1L << FIRST_BIT;
    }
    int top = FIRST_BIT + (bucket - 1) / 2;
    return (bucket & 1) == 1 ? 3L << (top - 1) : 1L << (top + 1);
  }
}
