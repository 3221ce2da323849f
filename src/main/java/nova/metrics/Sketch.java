package nova.metrics;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A sparse histogram with logarithmic buckets, as the wire describes it: bucket b holds values v
 * with gamma^(b-1) &lt; v &lt;= gamma^b microseconds. What {@link #quantile} gives is within 1 %.
 */
public final class Sketch {
  public static final int BUCKETS = 1_296;
  private static final double GAMMA = 1.0194;
  private static final Sketch EMPTY = new Sketch(new short[0], new long[0]);
  private final short[] buckets;
  private final long[] counts;

  private Sketch(short[] buckets, long[] counts) {
    this.buckets = buckets;
    this.counts = counts;
  }

  /** Buckets in growing order, each with its count. Throws when they are not. */
  public static Sketch of(short[] buckets, long[] counts) {
    if (buckets.length != counts.length) {
      throw new IllegalArgumentException("as many counts as buckets");
    }
    for (int i = 0; i < buckets.length; i++) {
      boolean grows = i == 0 ? buckets[i] >= 0 : buckets[i] > buckets[i - 1];
      if (!grows || buckets[i] >= BUCKETS || counts[i] <= 0) {
        throw new IllegalArgumentException("buckets grow from 0 to " + (BUCKETS - 1));
      }
    }
    return new Sketch(buckets.clone(), counts.clone());
  }

  public static Sketch empty() {
    return EMPTY;
  }

  public int size() {
    return buckets.length;
  }

  public short bucket(int at) {
    return buckets[at];
  }

  public long count(int at) {
    return counts[at];
  }

  public Sketch plus(Sketch other) {
    var sums = new TreeMap<Short, Long>();
    addTo(sums);
    other.addTo(sums);
    var merged = new short[sums.size()];
    var counted = new long[sums.size()];
    int i = 0;
    for (var entry : sums.entrySet()) {
      merged[i] = entry.getKey();
      counted[i++] = entry.getValue();
    }
    return new Sketch(merged, counted);
  }

  private void addTo(Map<Short, Long> sums) {
    for (int i = 0; i < buckets.length; i++) {
      sums.merge(buckets[i], counts[i], Long::sum);
    }
  }

  /** In milliseconds; null without samples. */
  public @Nullable Double quantile(double share) {
    long total = Arrays.stream(counts).sum();
    if (total == 0) {
      return null;
    }
    long rank = Math.max(1, (long) Math.ceil(share * total));
    long passed = 0;
    int at = 0;
    while (passed + counts[at] < rank) {
      passed += counts[at++];
    }
    return 2 * Math.pow(GAMMA, buckets[at]) / (GAMMA + 1) / 1_000;
  }
}
