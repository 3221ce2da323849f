package nova.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyBucketsTest {
  @Test
  void every_bucket_holds_exactly_what_the_wire_says() {
    for (long micros = 1; micros < 2_000_000; micros++) {
      int bucket = LatencyBuckets.of(micros);
      assertThat(Math.floor(Math.pow(LatencyBuckets.GAMMA, bucket)) >= micros).isTrue();
      assertThat(bucket == 0 || Math.floor(Math.pow(LatencyBuckets.GAMMA, bucket - 1)) < micros)
          .isTrue();
    }
  }

  @Test
  void any_latency_is_told_within_a_hundredth() {
    Random random = new Random(7);
    for (int i = 0; i < 1_000_000; i++) {
      long micros = (long) Math.exp(random.nextDouble() * 24.8);
      double told = LatencyBuckets.value(LatencyBuckets.of(micros));
      assertThat(Math.abs(told - micros) / micros).isLessThan(0.0097);
    }
  }

  @Test
  void quantiles_are_within_a_hundredth_of_the_exact_ones() {
    Random random = new Random(11);
    long[] values = new long[100_000];
    int[] counts = new int[LatencyBuckets.COUNT];
    for (int i = 0; i < values.length; i++) {
      values[i] = (long) Math.max(1, Math.exp(8 + 2 * random.nextGaussian()));
      counts[LatencyBuckets.of(values[i])]++;
    }
    Arrays.sort(values);
    for (double quantile : new double[] {0.01, 0.5, 0.95, 0.99, 0.999}) {
      int rank = (int) (quantile * (values.length - 1));
      int bucket = 0;
      for (int seen = counts[0]; seen <= rank; seen += counts[bucket]) {
        bucket++;
      }
      assertThat(Math.abs(LatencyBuckets.value(bucket) / values[rank] - 1)).isLessThan(0.0097);
    }
  }

  @Test
  void what_is_out_of_range_goes_to_the_ends() {
    assertThat(LatencyBuckets.of(-5)).isZero();
    assertThat(LatencyBuckets.of(0)).isZero();
    assertThat(LatencyBuckets.of(Long.MAX_VALUE)).isEqualTo(LatencyBuckets.COUNT - 1);
  }
}
