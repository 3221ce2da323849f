package nova.agent.balancer;

import static nova.agent.balancer.TestPool.ANYBODY;
import static nova.agent.balancer.TestPool.ONCE;
import static nova.agent.balancer.TestPool.visit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import nova.agent.balancer.ServerState.Health;
import org.junit.jupiter.api.Test;

/** Servers set aside by their answers to visitors, and how they come back. */
class PassiveHealthTest {
  private static final Visit POST = visit(0, 0, Visit.NONE, Visit.NONE, false);

  private static TestPool pool(int servers) {
    return TestPool.of(Algorithm.ROUND_ROBIN, servers);
  }

  @Test
  void one_confirmed_failure_sets_a_server_aside_and_says_why() {
    TestPool pool = pool(2);
    pool.get().bad(0, "status 501", true, pool.now());
    assertThat(pool.counts(10)).containsExactly(0, 10);
    ServerState.Verdict verdict = pool.get().server(0).verdict();
    assertThat(verdict.health()).isEqualTo(Health.UNHEALTHY);
    assertThat(verdict.passive()).isTrue();
    assertThat(verdict.cause()).isEqualTo("status 501");
    assertThat(verdict.sinceMillis()).isEqualTo(pool.millis());
    assertThat(pool.news).containsExactly("a UNHEALTHY status 501");
  }

  @Test
  void one_broken_page_does_not_set_a_server_aside() {
    TestPool pool = pool(2);
    for (int i = 0; i < 2; i++) {
      pool.get().bad(0, "status 500", false, pool.now());
    }
    assertThat(pool.available(0)).isTrue();
    pool.good(0);
    pool.get().bad(0, "status 500", false, pool.now());
    pool.get().bad(0, "status 500", false, pool.now());
    assertThat(pool.available(0)).isTrue();
    pool.get().bad(0, "status 500", false, pool.now());
    assertThat(pool.available(0)).isFalse();
  }

  @Test
  void consecutive_failures_must_be_in_a_row() {
    TestPool pool = pool(2).consecutive(3).made();
    pool.refused(0);
    pool.refused(0);
    pool.good(0);
    pool.refused(0);
    pool.refused(0);
    assertThat(pool.available(0)).isTrue();
    pool.refused(0);
    assertThat(pool.available(0)).isFalse();
  }

  @Test
  void a_ratio_needs_a_minimum_and_forgets() {
    TestPool pool = pool(2).ratio(50, 20).made();
    for (int i = 0; i < 18; i++) {
      pool.refused(0); // 18 of 18, but fewer than 20
    }
    pool.passMillis(10_500);
    for (int i = 0; i < 11; i++) {
      pool.good(0);
    }
    for (int i = 0; i < 10; i++) {
      pool.refused(0); // 10 of 21: below one half
    }
    assertThat(pool.available(0)).isTrue();
    pool.refused(0);
    assertThat(pool.available(0)).isFalse();
  }

  @Test
  void the_last_available_server_is_never_set_aside() {
    TestPool pool = pool(2).limits(100, false, 0).made();
    for (int i = 0; i < 10; i++) {
      pool.refused(0);
      pool.refused(1);
    }
    assertThat(pool.available(0)).isFalse();
    assertThat(pool.available(1)).isTrue();
    assertThat(pool.visit()).isEqualTo(1);
    TestPool single = pool(1);
    single.refused(0);
    assertThat(single.visit()).isZero();
  }

  @Test
  void it_is_when_the_config_says_so() {
    TestPool pool = pool(2).limits(66, true, 0).made();
    pool.refused(0);
    pool.refused(1);
    assertThat(pool.visit()).isEqualTo(PoolBalance.NONE);
    assertThat(pool.visit(ANYBODY, 0)).isEqualTo(PoolBalance.NONE);
  }

  @Test
  void threads_do_not_set_aside_each_others_last_server() throws InterruptedException {
    for (int round = 0; round < 200; round++) {
      TestPool pool = pool(2).limits(100, false, 0).made();
      CountDownLatch go = new CountDownLatch(1);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        int server = i;
        threads.add(
            Thread.startVirtualThread(
                () -> {
                  await(go);
                  pool.get().bad(server, "connect: refused", true, 0);
                }));
      }
      go.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(pool.available(0) ^ pool.available(1)).isTrue();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void at_most_the_stated_part_of_a_pool_is_set_aside() {
    TestPool three = pool(3);
    TestPool four = pool(4);
    for (int i = 0; i < 3; i++) {
      three.refused(i);
      four.refused(i);
    }
    // 66 means two thirds of three, and half of four
    assertThat(three.counts(4)).containsExactly(0, 0, 4);
    assertThat(four.counts(4)).containsExactly(0, 0, 2, 2);
  }

  @Test
  void a_pool_whose_last_server_fails_its_check_uses_those_set_aside() {
    TestPool pool = pool(0).checked(false).server(1).server(1).made();
    pool.checked(0, "", ONCE);
    pool.refused(0);
    assertThat(pool.visit()).isEqualTo(1);
    pool.checked(1, "timeout after 500 ms", ONCE);
    assertThat(pool.visit()).as("doubtful, but not known to be down").isZero();
    pool.checked(0, "status 500", ONCE);
    assertThat(pool.visit()).isEqualTo(PoolBalance.NONE);
  }

  @Test
  void below_the_panic_threshold_all_that_are_only_set_aside_are_used() {
    TestPool pool = pool(4).limits(100, false, 50).made();
    pool.refused(0);
    pool.refused(1);
    assertThat(pool.counts(4)).containsExactly(0, 0, 2, 2);
    pool.refused(2);
    assertThat(pool.counts(4)).containsExactly(1, 1, 1, 1);
    assertThat(pool.get().server(2).verdict().health()).isEqualTo(Health.UNHEALTHY);
  }

  @Test
  void a_request_that_all_others_failed_may_go_to_one_set_aside() {
    TestPool pool = pool(2);
    pool.refused(0); // restarted …
    pool.passMillis(100);
    pool.refused(1); // … and now the other one is
    assertThat(pool.visit(ANYBODY, 1)).isZero();
    assertThat(pool.pick(ANYBODY, 1)).isZero();
    pool.good(0);
    assertThat(pool.available(0)).isTrue();
    pool.refused(1);
    assertThat(pool.counts(10)).containsExactly(10, 0);
  }

  @Test
  void one_trial_at_a_time_brings_a_server_back() {
    TestPool pool = pool(3);
    pool.refused(0);
    pool.passMillis(999);
    assertThat(pool.counts(10)[0]).isZero();
    pool.passMillis(1);
    assertThat(pool.pick()).isZero();
    assertThat(pool.counts(10)[0]).as("while the first is under way").isZero();
    pool.good(0);
    pool.get().leave(0);
    assertThat(pool.available(0)).isTrue();
    assertThat(pool.counts(9)).containsExactly(3, 3, 3);
    assertThat(pool.news).containsExactly("a UNHEALTHY connect: refused", "a HEALTHY ");
  }

  @Test
  void a_failed_trial_doubles_the_time_up_to_sixty_times() {
    TestPool pool = pool(2);
    pool.refused(0);
    for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      pool.passMillis(seconds * 1000 - 1);
      assertThat(pool.visit()).isEqualTo(1);
      pool.passMillis(1);
      assertThat(pool.pick()).as("after " + seconds + " s").isZero();
      pool.refused(0);
      pool.get().leave(0);
    }
  }

  @Test
  void a_trial_is_decided_too_when_its_slot_was_given_back_first() {
    TestPool pool = pool(2);
    pool.refused(0);
    pool.passMillis(1000);
    assertThat(pool.visit()).isZero();
    pool.refused(0);
    pool.passMillis(1000);
    assertThat(pool.visit()).isEqualTo(1);
  }

  @Test
  void a_relapse_soon_after_counts_on_and_one_much_later_begins_anew() {
    TestPool pool = pool(2);
    pool.refused(0);
    pool.passMillis(1000);
    assertThat(pool.visit()).isZero();
    pool.good(0);
    pool.passMillis(5000);
    pool.refused(0); // five times as long after: a relapse, two seconds
    pool.passMillis(1999);
    assertThat(pool.visit()).isEqualTo(1);
    pool.passMillis(1);
    assertThat(pool.visit()).isZero();
    pool.good(0);
    pool.passMillis(20_000);
    pool.refused(0); // forgiven: one second
    pool.passMillis(1000);
    assertThat(pool.visit()).isZero();
  }

  @Test
  void an_undecided_trial_is_given_back() {
    TestPool pool = pool(2);
    pool.refused(0);
    pool.passMillis(1000);
    assertThat(pool.pick()).isZero();
    pool.get().leave(0); // its visitor left
    assertThat(pool.visit()).isZero();
  }

  @Test
  void a_lost_trial_does_not_block_the_next_for_ever() {
    TestPool pool = pool(2);
    assertThat(pool.counts(2)).containsExactly(1, 1);
    pool.refused(0);
    assertThat(pool.pick(ANYBODY, 1)).as("a tunnel that stays").isZero();
    pool.passMillis(11_000);
    assertThat(pool.pick()).isZero();
    pool.get().leave(0);
    assertThat(pool.visit()).isEqualTo(1);
    pool.passMillis(11_000);
    assertThat(pool.visit()).isZero();
  }

  @Test
  void what_cannot_be_repeated_is_no_trial_as_long_as_others_may_come() {
    TestPool pool = pool(2);
    pool.refused(0);
    pool.passMillis(1500);
    assertThat(pool.visit(POST)).isEqualTo(1);
    pool.passMillis(500);
    assertThat(pool.visit(POST)).as("nobody else came").isZero();
  }

  @Test
  void an_answer_to_an_older_request_brings_nobody_back() {
    TestPool pool = pool(2);
    pool.refused(0);
    pool.good(0);
    assertThat(pool.available(0)).isFalse();
  }

  @Test
  void with_a_check_its_successes_decide_once_the_time_is_up() {
    TestPool pool = pool(0).checked(false).server(1).server(1).made();
    CheckRules twice = new CheckRules(2, 1);
    pool.checked(0, "", twice);
    pool.checked(0, "", twice);
    pool.refused(0);
    pool.checked(0, "", twice);
    pool.checked(0, "", twice);
    assertThat(pool.available(0)).as("too early").isFalse();
    pool.passMillis(1000);
    assertThat(pool.visit()).as("no trials").isEqualTo(1);
    pool.good(0);
    assertThat(pool.available(0)).isFalse();
    pool.checked(0, "", twice);
    assertThat(pool.available(0)).isTrue();
  }

  @Test
  void successes_before_a_server_was_set_aside_do_not_count() {
    TestPool pool = pool(0).checked(false).server(1).server(1).made();
    CheckRules twice = new CheckRules(2, 3);
    for (int i = 0; i < 5; i++) {
      pool.checked(0, "", twice);
    }
    pool.refused(0);
    pool.passMillis(1000);
    pool.checked(0, "", twice);
    assertThat(pool.available(0)).isFalse();
    pool.checked(0, "status 500", twice);
    pool.checked(0, "", twice);
    assertThat(pool.available(0)).isFalse();
    pool.checked(0, "", twice);
    assertThat(pool.available(0)).isTrue();
  }

  @Test
  void a_failed_check_is_not_called_passive() {
    TestPool pool = pool(0).checked(false).server(1).server(1).made();
    pool.refused(0);
    pool.checked(0, "status 503", ONCE);
    assertThat(pool.get().server(0).verdict().passive()).isFalse();
    assertThat(pool.get().server(0).verdict().cause()).isEqualTo("status 503");
  }

  @Test
  void only_the_stated_statuses_mean_down() {
    TestPool pool = pool(2);
    assertThat(pool.get().isDown(500)).isTrue();
    assertThat(pool.get().isDown(599)).isTrue();
    assertThat(pool.get().isDown(499)).isFalse();
    assertThat(pool.get().isDown(999)).isFalse();
  }

  @Test
  void switched_off_it_does_nothing() {
    TestPool pool = pool(2).passiveOff().made();
    assertThat(pool.get().isDown(500)).isFalse();
    pool.refused(0);
    assertThat(pool.available(0)).isTrue();
    assertThat(pool.get().stallNanos(0)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void what_is_known_outlives_the_config() {
    TestPool pool = pool(2);
    pool.refused(0);
    assertThat(pool.pick()).isEqualTo(1);
    PoolBalance before = pool.get();
    pool.fresh().server(1).server(1).made();
    assertThat(pool.available(0)).isFalse();
    assertThat(pool.get().server(1).inFlight()).isEqualTo(1);
    before.leave(1);
    assertThat(pool.get().server(1).inFlight()).isZero();
    pool.ledger.keepOnly(List.of(pool.get().server(1)));
    pool.fresh().server(1).server(1).made();
    assertThat(pool.available(0)).as("forgotten when no config named it").isTrue();
  }

  @Test
  void pools_share_what_they_know_of_a_server_and_count_their_own_requests() {
    TestPool pool = pool(2).maxInFlight(1).made();
    assertThat(pool.pick(ANYBODY, 1)).isZero();
    ServerState same = pool.state("other", 'a');
    assertThat(same.inFlight()).isZero();
    TestPool full = pool.fresh().server(same, 1, false, false, true, Visit.NONE).made();
    assertThat(full.pick()).as("its limit is the server's").isEqualTo(PoolBalance.FULL);
  }
}
