package nova.agent.balancer;

import static nova.agent.balancer.TestPool.ANYBODY;
import static nova.agent.balancer.TestPool.ONCE;
import static nova.agent.balancer.TestPool.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Backups, zones, stages, sessions, drains. */
class TiersTest {
  private static final int NO = Visit.NONE;

  private static TestPool pool() {
    return new TestPool(Algorithm.ROUND_ROBIN);
  }

  private static Visit sticky(int server) {
    return visit(0, 0, server, NO, true);
  }

  @Test
  void backups_wait_until_no_primary_is_available() {
    TestPool pool =
        pool().checked(false).server(1).server(1).server(1, false, true, true, NO).made();
    assertThat(pool.counts(10)).containsExactly(5, 5, 0);
    pool.checked(0, "status 500", ONCE);
    assertThat(pool.counts(10)).containsExactly(0, 10, 0);
    pool.checked(1, "status 500", ONCE);
    assertThat(pool.counts(10)).containsExactly(0, 0, 10);
    pool.checked(0, "", ONCE);
    assertThat(pool.counts(10)).containsExactly(10, 0, 0);
  }

  @Test
  void a_request_that_failed_on_every_primary_gets_a_backup() {
    TestPool pool = pool().server(1).server(1, false, true, true, NO).made();
    assertThat(pool.visit(ANYBODY, 0)).isEqualTo(1);
  }

  @Test
  void near_servers_are_preferred_until_too_few_are_left() {
    TestPool pool = pool().checked(false);
    for (int i = 0; i < 4; i++) {
      pool.server(1, true, false, true, NO);
    }
    pool.server(1).server(1).made();
    assertThat(pool.counts(12)).containsExactly(3, 3, 3, 3, 0, 0);
    pool.checked(0, "timeout", ONCE);
    pool.checked(1, "timeout", ONCE);
    assertThat(pool.counts(12)).containsExactly(0, 0, 6, 6, 0, 0);
    pool.checked(2, "timeout", ONCE);
    assertThat(pool.counts(12)).containsExactly(0, 0, 0, 4, 4, 4);
  }

  @Test
  void a_full_zone_spills_over() {
    TestPool pool = pool().maxInFlight(1).server(1, true, false, true, NO).server(1).made();
    assertThat(pool.pick()).isZero();
    assertThat(pool.pick()).isEqualTo(1);
    assertThat(pool.pick()).isEqualTo(PoolBalance.FULL);
  }

  @Test
  void full_primaries_do_not_call_a_backup() {
    TestPool pool = pool().maxInFlight(1).server(1).server(1, false, true, true, NO).made();
    assertThat(pool.pick()).isZero();
    assertThat(pool.pick()).isEqualTo(PoolBalance.FULL);
  }

  @Test
  void draining_and_maintenance_get_nothing_new() {
    TestPool pool = pool().server(1, false, false, false, NO).server(1).made();
    assertThat(pool.counts(5)).containsExactly(0, 5);
    assertThat(pool.visit(ANYBODY, 1)).isEqualTo(PoolBalance.NONE);
    assertThat(pool.visit(sticky(0))).isEqualTo(1);
  }

  @Test
  void a_session_stays_with_its_server_whatever_its_weight() {
    TestPool pool = pool().server(0).server(1).server(1).made();
    for (int i = 0; i < 10; i++) {
      assertThat(pool.visit(sticky(0))).isZero();
    }
    assertThat(pool.visit(sticky(1), 1)).isEqualTo(2);
  }

  @Test
  void a_session_moves_when_its_server_is_not_available() {
    TestPool pool = pool().server(1).server(1).server(1).made();
    pool.refused(0);
    assertThat(pool.visit(sticky(0))).isIn(1, 2);
  }

  @Test
  void only_a_session_may_try_a_server_of_weight_0() {
    TestPool pool = pool().server(0).server(1).made();
    pool.refused(0);
    pool.passMillis(1000);
    assertThat(pool.counts(10)).containsExactly(0, 10);
    assertThat(pool.visit(sticky(0))).isZero();
    pool.good(0);
    assertThat(pool.available(0)).isTrue();
  }

  @Test
  void a_stage_gets_its_share() {
    TestPool pool = pool().stages(1000).server(1, false, false, true, 0).server(1).server(1).made();
    int staged = 0;
    for (int i = 0; i < 20_000; i++) {
      staged += pool.visit(visit(0, i, NO, NO, true)) == 0 ? 1 : 0;
    }
    assertThat(staged).isCloseTo(2000, within(150));
  }

  @Test
  void who_is_in_a_stage_stays_there_while_any_share_grows() {
    StageShares before = new StageShares(500, 1500);
    StageShares after = new StageShares(3000, 2500);
    int[] sizes = new int[2];
    for (long visitor = 0; visitor < 20_000; visitor++) {
      int stage = before.stageOf(visitor);
      if (stage != NO) {
        assertThat(after.stageOf(visitor)).isEqualTo(stage);
      }
      if (after.stageOf(visitor) != NO) {
        sizes[after.stageOf(visitor)]++;
      }
    }
    assertThat(sizes[0]).isCloseTo(6000, within(250));
    assertThat(sizes[1]).isCloseTo(5000, within(250));
  }

  @Test
  void shares_of_three_stages_do_not_overlap() {
    StageShares shares = new StageShares(3000, 3000, 4000);
    int[] sizes = new int[3];
    for (long visitor = 0; visitor < 20_000; visitor++) {
      sizes[shares.stageOf(visitor)]++;
    }
    assertThat(sizes[2]).isCloseTo(8000, within(300));
  }

  @Test
  void a_condition_sends_to_a_stage_whatever_its_share() {
    TestPool pool = pool().stages(0).server(1, false, false, true, 0).server(1).made();
    assertThat(pool.counts(10)).containsExactly(0, 10);
    assertThat(pool.visit(visit(0, 0, NO, 0, true))).isZero();
    assertThat(pool.visit(visit(0, 0, 1, 0, true))).as("not even a session wins").isZero();
  }

  @Test
  void a_stage_that_is_down_is_served_by_the_others() {
    TestPool pool = pool().stages(0).server(1, false, false, true, 0).server(1).made();
    Visit tester = visit(0, 0, NO, 0, true);
    assertThat(pool.visit(tester, 0)).isEqualTo(1);
    pool.refused(0);
    assertThat(pool.visit(tester)).isEqualTo(1);
  }

  @Test
  void nobody_strays_into_a_stage_for_testers() {
    TestPool pool =
        pool().checked(false).stages(0).server(1, false, false, true, 0).server(1).made();
    pool.checked(1, "status 500", ONCE);
    assertThat(pool.visit()).isEqualTo(PoolBalance.NONE);
    TestPool open =
        pool().checked(false).stages(100).server(1, false, false, true, 0).server(1).made();
    open.checked(1, "status 500", ONCE);
    assertThat(open.visit(visit(0, 3, NO, NO, true))).isZero();
  }
}
