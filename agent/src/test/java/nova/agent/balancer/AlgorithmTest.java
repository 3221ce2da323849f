package nova.agent.balancer;

import static nova.agent.balancer.TestPool.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How each algorithm shares requests. */
class AlgorithmTest {
  private static final int MANY = 40_000;

  @Test
  void round_robin_takes_turns_exactly() {
    TestPool pool = TestPool.of(Algorithm.ROUND_ROBIN, 3);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      order.add(pool.visit());
    }
    assertThat(order.subList(0, 3)).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(order.subList(3, 6)).isEqualTo(order.subList(0, 3));
  }

  @Test
  void round_robin_spreads_weights_evenly() {
    Turns turns = new Turns(new int[] {5, 1, 1});
    assertThat(IntStream.range(0, 7).map(turns::at)).containsExactly(0, 0, 1, 0, 2, 0, 0);
  }

  @Test
  void a_round_of_huge_weights_is_shortened_and_still_fair() {
    int[] weights = IntStream.range(0, 600).map(i -> 1 + (i * 7919) % 256).toArray();
    Turns turns = new Turns(weights);
    int[] count = new int[600];
    IntStream.range(0, turns.length()).forEach(turn -> count[turns.at(turn)]++);
    assertThat(turns.length()).isLessThan(5000);
    double sum = Arrays.stream(weights).sum();
    for (int i = 0; i < 600; i++) {
      double share = weights[i] / sum * turns.length();
      assertThat((double) count[i]).isCloseTo(Math.max(1, share), within(1.0));
    }
  }

  @Test
  void the_turn_goes_on_when_another_pools_server_changes() {
    TestPool pool = TestPool.of(Algorithm.ROUND_ROBIN, 4);
    int first = pool.visit();
    ServerState elsewhere = pool.state("other", 'z');
    pool.ledger.tell(elsewhere);
    assertThat(pool.visit()).isEqualTo((first + 1) % 4);
  }

  @ParameterizedTest
  @EnumSource(names = {"ROUND_ROBIN", "POWER_OF_TWO", "LEAST_IN_FLIGHT", "RANDOM"})
  void weights_hold(Algorithm algorithm) {
    TestPool pool = new TestPool(algorithm).server(1).server(3).server(16).made();
    int[] counts = pool.counts(MANY);
    assertThat(counts[0]).isCloseTo(MANY / 20, within(MANY / 200));
    assertThat(counts[1]).isCloseTo(3 * MANY / 20, within(MANY / 100));
    assertThat(counts[2]).isCloseTo(16 * MANY / 20, within(MANY / 50));
  }

  @ParameterizedTest
  @EnumSource
  void equals_share_alike(Algorithm algorithm) {
    TestPool pool = TestPool.of(algorithm, 5);
    int[] counts = new int[5];
    for (int i = 0; i < MANY; i++) {
      counts[pool.visit(visit(i, i, Visit.NONE, Visit.NONE, true))]++;
    }
    for (int count : counts) {
      assertThat(count).isCloseTo(MANY / 5, within(MANY / 50));
    }
  }

  @ParameterizedTest
  @EnumSource
  void nobody_of_weight_0_is_chosen(Algorithm algorithm) {
    TestPool pool = new TestPool(algorithm).server(0).server(1).server(0).made();
    for (int i = 0; i < 100; i++) {
      assertThat(pool.visit()).isEqualTo(1);
    }
    assertThat(pool.visit(TestPool.ANYBODY, 1)).isEqualTo(PoolBalance.NONE);
  }

  @ParameterizedTest
  @EnumSource
  void every_server_is_tried_once_and_then_none(Algorithm algorithm) {
    TestPool pool = TestPool.of(algorithm, 70);
    Tried tried = new Tried();
    for (int i = 0; i < 70; i++) {
      int server = pool.get().pick(TestPool.ANYBODY, tried, pool.now());
      assertThat(tried.has(server)).isFalse();
      tried.add(server);
    }
    assertThat(pool.get().pick(TestPool.ANYBODY, tried, pool.now())).isEqualTo(PoolBalance.NONE);
  }

  @ParameterizedTest
  @EnumSource
  void limits_in_flight_are_kept_and_told(Algorithm algorithm) {
    TestPool pool = TestPool.of(algorithm, 3).maxInFlight(2).made();
    int[] counts = new int[3];
    for (int i = 0; i < 6; i++) {
      counts[pool.pick()]++;
    }
    assertThat(counts).containsExactly(2, 2, 2);
    assertThat(pool.pick()).isEqualTo(PoolBalance.FULL);
    pool.get().leave(1);
    assertThat(pool.pick(TestPool.ANYBODY, 1)).isEqualTo(PoolBalance.FULL);
    assertThat(pool.pick()).isEqualTo(1);
    assertThat(pool.pick(TestPool.ANYBODY, 0, 1, 2)).isEqualTo(PoolBalance.NONE);
  }

  @Test
  void fewest_in_flight_counts_by_weight() {
    TestPool pool = new TestPool(Algorithm.LEAST_IN_FLIGHT).server(1).server(3).made();
    int[] counts = new int[2];
    for (int i = 0; i < 400; i++) {
      counts[pool.pick()]++;
    }
    assertThat(counts).containsExactly(100, 300);
  }

  @Test
  void the_better_of_two_leaves_a_slow_server_alone() {
    TestPool pool = TestPool.of(Algorithm.POWER_OF_TWO, 2);
    for (int i = 0; i < 20; i++) {
      pool.get().firstByte(0, 10_000_000, pool.now());
      pool.get().firstByte(1, 200_000_000, pool.now());
    }
    assertThat(pool.counts(1000)[1]).isZero();
    // in flight 20 there, a request more takes longer than with the slow one
    for (int i = 0; i < 30; i++) {
      pool.pick();
    }
    assertThat(pool.get().server(1).inFlight()).isBetween(1, 2);
  }

  @Test
  void differences_of_a_millisecond_do_not_count() {
    TestPool pool = TestPool.of(Algorithm.POWER_OF_TWO, 2);
    pool.get().firstByte(0, 300_000, pool.now());
    pool.get().firstByte(1, 4_000_000, pool.now());
    assertThat(pool.counts(10_000)[1]).isCloseTo(5000, within(300));
  }

  @Test
  void two_that_cost_about_the_same_take_turns() {
    TestPool pool = TestPool.of(Algorithm.POWER_OF_TWO, 2);
    pool.get().firstByte(0, 100_000_000, pool.now());
    pool.get().firstByte(1, 110_000_000, pool.now());
    int before = pool.visit();
    for (int i = 0; i < 50; i++) {
      pool.passMillis(5);
      int next = pool.visit();
      assertThat(next).isNotEqualTo(before);
      before = next;
    }
  }

  @Test
  void a_server_that_never_answered_gets_one_request_at_first() {
    TestPool pool = TestPool.of(Algorithm.POWER_OF_TWO, 2);
    pool.get().firstByte(0, 8_000_000, pool.now());
    int first = pool.pick();
    assertThat(first).isEqualTo(1);
    for (int i = 0; i < 50; i++) {
      assertThat(pool.pick()).isZero();
    }
  }
}
