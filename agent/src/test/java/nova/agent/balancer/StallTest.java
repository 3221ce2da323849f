package nova.agent.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Servers that owe first bytes for far longer than usual. */
class StallTest {
  private static final long MILLI = 1_000_000;

  private static TestPool busy(long usualMillis) {
    TestPool pool = TestPool.of(Algorithm.ROUND_ROBIN, 2);
    for (int i = 0; i < 100; i++) {
      pool.get().firstByte(i % 2, usualMillis * MILLI, pool.now());
    }
    for (int i = 0; i < 10; i++) {
      pool.pick();
    }
    return pool;
  }

  private static boolean stalled(TestPool pool, int server, long waitedMillis) {
    return pool.get().stalled(server, waitedMillis * MILLI, pool.now());
  }

  @Test
  void nothing_is_known_of_the_first_requests() {
    TestPool pool = TestPool.of(Algorithm.ROUND_ROBIN, 2);
    assertThat(pool.get().stallNanos(0)).isEqualTo(Long.MAX_VALUE);
    for (int i = 0; i < 19; i++) {
      pool.get().firstByte(0, MILLI, pool.now());
    }
    assertThat(pool.get().stallNanos(0)).isEqualTo(Long.MAX_VALUE);
    pool.get().firstByte(1, MILLI, pool.now());
    assertThat(pool.get().stallNanos(0)).as("peers tell too").isLessThan(Long.MAX_VALUE);
  }

  @Test
  void the_patience_is_several_times_what_is_usual_and_never_very_short() {
    assertThat(busy(5).get().stallNanos(0)).isEqualTo(250 * MILLI);
    assertThat(busy(300).get().stallNanos(0)).isBetween(1200 * MILLI, 2400 * MILLI);
  }

  @Test
  void one_page_in_fifty_may_be_slow() {
    TestPool pool = busy(5);
    for (int i = 0; i < 2; i++) {
      pool.get().firstByte(0, 2000 * MILLI, pool.now());
    }
    assertThat(pool.get().stallNanos(0)).isGreaterThan(8000 * MILLI);
  }

  @Test
  void three_requests_that_wait_in_vain_set_their_server_aside() {
    TestPool pool = busy(5);
    pool.passMillis(300);
    assertThat(stalled(pool, 0, 260)).isFalse();
    assertThat(stalled(pool, 0, 260)).isFalse();
    assertThat(stalled(pool, 0, 260)).isTrue();
    assertThat(pool.get().server(0).verdict().cause())
        .isEqualTo("no answer for 260 ms, far longer than usual");
    assertThat(stalled(pool, 1, 260)).as("the last one").isFalse();
  }

  @Test
  void a_slow_page_is_not_a_stalled_server() {
    TestPool pool = busy(5);
    pool.passMillis(200);
    pool.get().firstByte(0, 5 * MILLI, pool.now());
    pool.passMillis(100);
    for (int i = 0; i < 10; i++) {
      assertThat(stalled(pool, 0, 260)).isFalse();
    }
  }

  @Test
  void an_answer_in_between_starts_the_count_again() {
    TestPool pool = busy(5);
    pool.passMillis(300);
    stalled(pool, 0, 260);
    stalled(pool, 0, 260);
    pool.get().firstByte(0, 300 * MILLI, pool.now());
    pool.passMillis(300);
    assertThat(stalled(pool, 0, 260)).isFalse();
  }

  @Test
  void one_alone_waits_longer_and_then_is_enough() {
    TestPool pool = busy(5);
    for (int i = 0; i < 5; i++) {
      pool.get().leave(0);
    }
    assertThat(pool.pick(TestPool.ANYBODY, 1)).isZero();
    assertThat(pool.get().stallNanos(0)).isEqualTo(1000 * MILLI);
    pool.passMillis(1100);
    assertThat(stalled(pool, 0, 1000)).isTrue();
  }

  @Test
  void a_trial_that_stalls_costs_more_time() {
    TestPool pool = busy(5);
    pool.passMillis(300);
    for (int i = 0; i < 3; i++) {
      stalled(pool, 0, 260);
    }
    pool.passMillis(1000);
    assertThat(pool.pick()).isZero();
    pool.passMillis(260);
    assertThat(stalled(pool, 0, 260)).isTrue();
    pool.passMillis(1999);
    assertThat(pool.visit()).isEqualTo(1);
    pool.passMillis(1);
    assertThat(pool.visit()).isZero();
  }
}
