package nova.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutboxSettingsTest {

  @Test
  void tries_come_later_and_later_but_not_later_than_the_longest_pause() {
    var settings = OutboxSettings.defaults();
    assertThat(settings.retryAfter(1, 0.5)).isEqualTo(settings.firstRetry());
    assertThat(settings.retryAfter(2, 0.5)).isEqualTo(settings.firstRetry().multipliedBy(2));
    assertThat(settings.retryAfter(1_000, 0.5)).isEqualTo(settings.lastRetry());
    assertThat(settings.retryAfter(1, 0)).isLessThan(settings.retryAfter(1, 1));
    assertThat(settings.retryAfter(1, 0)).isGreaterThan(Duration.ZERO);
  }
}
