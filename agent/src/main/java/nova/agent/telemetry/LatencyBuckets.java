package nova.agent.telemetry;

/**
 * The logarithmic buckets of the wire's latency sketch: bucket b holds gamma^(b-1) &lt; v &lt;=
 * gamma^b, v in microseconds.
 *
 * <p>A table indexed by exponent and the top seven bits of the mantissa gives the bucket of the
 * cell's smallest value. A cell is at most 0.79 % wide and a bucket 1.94 %, so at most one bucket
 * border lies in a cell and one comparison makes it exact: no logarithm per record.
 */
public final class LatencyBuckets {
  public static final double GAMMA = 1.0194;
  public static final int COUNT = 1296;

  private static final int MANTISSA_BITS = 7;
  private static final long[] UPPER = uppers();
  private static final long MAX = UPPER[COUNT - 1];
  private static final short[] CELL = cells();

  private LatencyBuckets() {}

  /** The bucket of a latency; what is out of range goes to the outermost bucket. */
  public static int of(long micros) {
    if (micros <= 1) {
      return 0;
    }
    if (micros >= MAX) {
      return COUNT - 1;
    }
    int bucket = CELL[cell(micros)];
    return micros > UPPER[bucket] ? bucket + 1 : bucket;
  }

  /** The value a bucket stands for, in microseconds. */
  public static double value(int bucket) {
    return 2 * Math.pow(GAMMA, bucket) / (GAMMA + 1);
  }

  private static int cell(long micros) {
    int zeros = Long.numberOfLeadingZeros(micros);
    int mantissa = (int) ((micros << zeros) >>> (63 - MANTISSA_BITS)) & ((1 << MANTISSA_BITS) - 1);
    return (63 - zeros) << MANTISSA_BITS | mantissa;
  }

  private static long[] uppers() {
    long[] uppers = new long[COUNT];
    for (int bucket = 0; bucket < COUNT; bucket++) {
      uppers[bucket] = (long) Math.floor(Math.pow(GAMMA, bucket));
    }
    return uppers;
  }

  private static short[] cells() {
    short[] cells = new short[cell(MAX) + 1];
    int bucket = 0;
    for (int cell = 0; cell < cells.length; cell++) {
      int exponent = cell >>> MANTISSA_BITS;
      long mantissa = (1L << MANTISSA_BITS) | (cell & ((1 << MANTISSA_BITS) - 1));
      // for small exponents several cells share one whole number; the lowest is what counts
      long lowest =
          exponent >= MANTISSA_BITS
              ? mantissa << (exponent - MANTISSA_BITS)
              : mantissa >>> (MANTISSA_BITS - exponent);
      while (bucket < COUNT - 1 && UPPER[bucket] < lowest) {
        bucket++;
      }
      cells[cell] = (short) bucket;
    }
    return cells;
  }
}
