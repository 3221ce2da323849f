package nova.agent.balancer;

import static nova.agent.balancer.TestPool.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same key to the same server. */
class HashTest {
  private static final int KEYS = 20_000;

  private static Visit key(long key) {
    return visit(key, 0, Visit.NONE, Visit.NONE, true);
  }

  private static int[] owners(TestPool pool) {
    int[] owners = new int[KEYS];
    for (int i = 0; i < KEYS; i++) {
      owners[i] = pool.visit(key(i));
    }
    return owners;
  }

  @Test
  void keys_stay_where_they_are() {
    TestPool pool = TestPool.of(Algorithm.CONSISTENT_HASH, 7);
    assertThat(owners(pool)).isEqualTo(owners(pool)).contains(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void the_order_of_servers_in_the_config_does_not_matter() {
    TestPool pool = TestPool.of(Algorithm.CONSISTENT_HASH, 3);
    int[] before = owners(pool);
    pool.fresh();
    for (char name : new char[] {'c', 'a', 'b'}) {
      pool.server(pool.state("pool", name), 1, false, false, true, Visit.NONE);
    }
    int[] after = owners(pool.made());
    for (int i = 0; i < KEYS; i++) {
      assertThat(after[i]).isEqualTo((before[i] + 1) % 3);
    }
  }

  @Test
  void a_new_server_takes_its_share_and_moves_nothing_else() {
    TestPool pool = TestPool.of(Algorithm.CONSISTENT_HASH, 9);
    int[] before = owners(pool);
    int[] after = owners(pool.server(1).made());
    int moved = 0;
    for (int i = 0; i < KEYS; i++) {
      if (before[i] != after[i]) {
        assertThat(after[i]).isEqualTo(9);
        moved++;
      }
    }
    assertThat(moved).isCloseTo(KEYS / 10, within(KEYS / 100));
  }

  @Test
  void a_lost_servers_keys_spread_and_come_back() {
    TestPool pool = TestPool.of(Algorithm.CONSISTENT_HASH, 5);
    int[] before = owners(pool);
    pool.refused(2);
    int[] without = owners(pool);
    int[] taken = new int[5];
    for (int i = 0; i < KEYS; i++) {
      if (before[i] == 2) {
        taken[without[i]]++;
      } else {
        assertThat(without[i]).isEqualTo(before[i]);
      }
    }
    for (int server : new int[] {0, 1, 3, 4}) {
      assertThat(taken[server]).isCloseTo(KEYS / 20, within(KEYS / 150));
    }
    pool.passMillis(1000);
    assertThat(pool.visit()).isEqualTo(2);
    pool.good(2);
    assertThat(owners(pool)).isEqualTo(before);
  }

  @Test
  void weights_hold_for_keys_too() {
    TestPool pool = new TestPool(Algorithm.CONSISTENT_HASH).server(1).server(4).made();
    int first = 0;
    for (int owner : owners(pool)) {
      first += owner == 0 ? 1 : 0;
    }
    assertThat(first).isCloseTo(KEYS / 5, within(KEYS / 100));
  }

  @Test
  void no_server_carries_more_than_the_bound_even_for_a_single_key() {
    TestPool pool = TestPool.of(Algorithm.CONSISTENT_HASH, 4);
    List<Integer> chosen = new ArrayList<>();
    for (int load = 1; load <= 400; load++) {
      chosen.add(pool.pick(key(42)));
      int most = 0;
      for (int server = 0; server < 4; server++) {
        most = Math.max(most, pool.get().server(server).inFlight());
      }
      assertThat(most).isLessThanOrEqualTo((int) Math.ceil(1.25 * load / 4));
    }
    assertThat(chosen).contains(0, 1, 2, 3);
  }

  @Test
  void a_retry_of_the_same_key_goes_to_its_next_server() {
    TestPool pool = TestPool.of(Algorithm.CONSISTENT_HASH, 6);
    int first = pool.visit(key(7));
    int second = pool.visit(key(7), first);
    assertThat(second).isNotEqualTo(first).isEqualTo(pool.visit(key(7), first));
  }
}
