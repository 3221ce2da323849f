package nova.agent.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What is remembered of times. */
class PeakEwmaTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void a_peak_is_believed_at_once_and_forgotten_slowly() {
    PeakEwma average = new PeakEwma();
    long now = -3 * SECOND;
    average.add(10_000_000, now);
    average.add(100_000_000, now + SECOND);
    assertThat(average.at(now + SECOND)).isEqualTo(100_000_000f);
    average.add(10_000_000, now + 11 * SECOND); // one decay time later: 1/e of the way is left
    assertThat(average.at(now + 11 * SECOND)).isCloseTo(43_100_000f, within(100_000f));
  }

  @Test
  void silence_is_forgiven() {
    PeakEwma average = new PeakEwma();
    assertThat(average.empty()).isTrue();
    average.add(100_000_000, 0);
    assertThat(average.at(10 * SECOND)).isCloseTo(36_800_000f, within(100_000f));
    assertThat(average.at(200 * SECOND)).isLessThan(1f);
    assertThat(average.empty()).isFalse();
  }

  @Test
  void the_longest_usual_time_is_within_half_of_the_99th_percentile() {
    UsualTimes times = new UsualTimes();
    for (int i = 1; i <= 1000; i++) {
      times.add(i * 1_000_000L);
    }
    assertThat(times.longest()).isBetween(990_000_000L, 1_485_000_000L);
  }

  @Test
  void what_was_usual_once_is_forgotten() {
    UsualTimes times = new UsualTimes();
    for (int i = 0; i < 100; i++) {
      times.add(5 * SECOND);
    }
    for (int i = 0; i < 10_000; i++) {
      times.add(1_000_000);
    }
    assertThat(times.longest()).isLessThan(2_000_000);
  }
}
