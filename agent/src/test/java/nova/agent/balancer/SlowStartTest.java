package nova.agent.balancer;

import static nova.agent.balancer.TestPool.ONCE;
import static nova.agent.balancer.TestPool.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that recovered or are new get their share little by little. */
class SlowStartTest {
  private static final int MANY = 20_000;
  private static final Duration SLOW = Duration.ofSeconds(30);

  private static double share(TestPool pool, int server) {
    int got = 0;
    for (int i = 0; i < MANY; i++) {
      got += pool.visit(visit(i, 0, Visit.NONE, Visit.NONE, true)) == server ? 1 : 0;
    }
    return (double) got / MANY;
  }

  @ParameterizedTest
  @EnumSource
  void the_share_grows_linearly(Algorithm algorithm) {
    TestPool pool = TestPool.of(algorithm, 2).slowStart(SLOW).made();
    pool.get().firstByte(0, 1_000_000, pool.now());
    pool.get().firstByte(1, 1_000_000, pool.now());
    pool.refused(1);
    pool.passMillis(1000);
    assertThat(pool.visit()).isEqualTo(1);
    pool.good(1);
    assertThat(share(pool, 1)).isLessThan(0.03);
    pool.passMillis(7_500);
    assertThat(share(pool, 1)).isCloseTo(0.2, within(0.04)); // a quarter to one
    pool.passMillis(7_500);
    assertThat(share(pool, 1)).isCloseTo(0.333, within(0.05));
    pool.passMillis(15_000);
    assertThat(share(pool, 1)).isCloseTo(0.5, within(0.02));
  }

  @Test
  void recovery_by_a_check_starts_slowly_too_but_the_first_check_of_all_does_not() {
    TestPool pool = new TestPool(Algorithm.RANDOM).slowStart(SLOW).checked(true);
    pool.server(1).server(1).made();
    assertThat(pool.visit()).as("down until checked").isEqualTo(PoolBalance.NONE);
    pool.checked(0, "", ONCE);
    pool.checked(1, "", ONCE);
    assertThat(share(pool, 1)).isCloseTo(0.5, within(0.02));
    pool.checked(1, "status 500", ONCE);
    pool.checked(1, "", ONCE);
    assertThat(share(pool, 1)).isLessThan(0.03);
  }

  @Test
  void a_server_new_to_a_running_pool_starts_slowly() {
    TestPool pool = TestPool.of(Algorithm.ROUND_ROBIN, 2).slowStart(SLOW);
    ServerState fresh = pool.state("pool", 'n');
    fresh.open(true, true, pool.now());
    pool.server(fresh, 1, false, false, true, Visit.NONE).made();
    assertThat(share(pool, 2)).isLessThan(0.03);
    fresh.open(true, true, pool.now()); // the next config changes nothing for it
    pool.pass(SLOW);
    assertThat(share(pool, 2)).isCloseTo(1.0 / 3, within(0.01));
  }

  @Test
  void a_server_back_from_maintenance_starts_slowly() {
    TestPool pool = TestPool.of(Algorithm.RANDOM, 2).slowStart(SLOW);
    ServerState back = pool.get().server(1);
    back.open(false, true, pool.now());
    back.open(true, true, pool.now());
    assertThat(share(pool.made(), 1)).isLessThan(0.03);
  }

  @Test
  void alone_it_gets_everything() {
    TestPool pool = new TestPool(Algorithm.POWER_OF_TWO).slowStart(SLOW).checked(false).server(1);
    pool.made();
    pool.checked(0, "status 500", ONCE);
    pool.checked(0, "", ONCE);
    for (int i = 0; i < 100; i++) {
      assertThat(pool.visit()).isZero();
    }
  }
}
