package nova.billing.logic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import nova.billing.Caps;
import nova.billing.Plan;
import nova.billing.Standing;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.kernel.Money;
import nova.kernel.NodeId;
import org.junit.jupiter.api.Test;

/** Caps that really cap. */
class CapsIT {
  private static final Instant START = Instant.parse("2033-03-01T00:00:30Z");
  private final BillingWorld world = new BillingWorld(START);

  private BillingWorld.Customer onPro() throws Exception {
    var customer = world.new Customer();
    world.accounts.cardOnFile(customer.scope(), true);
    world.accounts.choose(customer.scope(), Plan.PRO, 0);
    return customer;
  }

  private static String refusal(Callable<?> work) {
    try {
      work.call();
      return "";
    } catch (FailureException e) {
      var conflict = (Failure.Conflict) e.failure();
      return conflict.code() + ": " + conflict.message();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void the_free_plan_has_five_nodes() throws Exception {
    var customer = world.new Customer();
    customer.start(5);
    assertThat(refusal(customer::start))
        .startsWith("plan-limit: The Free plan has 5 nodes.")
        .contains("Choose a plan with more");
    NodeId gone = customer.running.iterator().next();
    customer.delete(gone);
    customer.start();
    assertThat(refusal(customer::start)).startsWith("plan-limit");
  }

  @Test
  void more_than_five_need_a_card_and_good_standing() throws Exception {
    var customer = world.new Customer();
    world.accounts.choose(customer.scope(), Plan.PRO, 0);
    customer.start(5);
    assertThat(refusal(customer::start)).startsWith("no-card").contains("Add a card");
    world.accounts.cardOnFile(customer.scope(), true);
    customer.start(2);
    world.accounts.standing(customer.scope(), Standing.PAST_DUE);
    customer.start();
    world.accounts.standing(customer.scope(), Standing.RESTRICTED);
    assertThat(refusal(customer::start)).startsWith("payment-due").contains("what runs keeps");
    assertThat(world.slots.use(customer.reading()).taken()).as("nothing was stopped").isEqualTo(8);
    world.accounts.standing(customer.scope(), Standing.GOOD);
    customer.start();
  }

  @Test
  void a_cap_on_nodes_holds_and_lowering_it_stops_nothing() throws Exception {
    var customer = onPro();
    world.accounts.caps(customer.scope(), new Caps(8, null, null), customer.revision());
    customer.start(8);
    assertThat(refusal(customer::start)).startsWith("node-cap: Your cap is 8 nodes.");
    world.accounts.caps(customer.scope(), new Caps(6, null, null), customer.revision());
    assertThat(world.slots.use(customer.reading()).taken()).isEqualTo(8);
    customer.delete(customer.running.iterator().next());
    assertThat(refusal(customer::start)).startsWith("node-cap");
    world.accounts.caps(customer.scope(), Caps.NONE, customer.revision());
    customer.start();
  }

  @Test
  void a_hundred_who_ask_at_once_get_what_there_is_and_no_more() throws Exception {
    var customer = onPro();
    world.accounts.caps(customer.scope(), new Caps(17, null, null), customer.revision());
    int askers = 100;
    int lanes = 20;
    var together = new CyclicBarrier(lanes);
    var lane =
        (Callable<Integer>)
            () -> {
              together.await();
              int got = 0;
              for (int i = 0; i < askers / lanes; i++) {
                got +=
                    refusal(
                                () -> {
                                  world.slots.take(customer.scope(), UUID.randomUUID());
                                  return true;
                                })
                            .isEmpty()
                        ? 1
                        : 0;
              }
              return got;
            };
    try (var threads = Executors.newFixedThreadPool(lanes)) {
      int got = 0;
      var all = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < lanes; i++) {
        all.add(lane);
      }
      for (var one : threads.invokeAll(all)) {
        got += one.get();
      }
      assertThat(got).isEqualTo(17);
    }
    assertThat(world.slots.use(customer.reading()).taken()).isEqualTo(17);
  }

  @Test
  void money_is_never_exceeded_whatever_comes_and_goes() throws Exception {
    var customer = onPro();
    Money most = Money.usd("300.00");
    world.accounts.caps(customer.scope(), new Caps(null, most, null), customer.revision());
    // 744 h at $0.13: one paid node is $96.72 a month, three are $290.16
    customer.start(8);
    assertThat(refusal(customer::start))
        .startsWith(
            "spend-cap: Your cap is $300.00 a month: 8 nodes fit, 9 would cost up to $386.");
    for (int day = 0; day < 61; day++) {
      world.hours(23, customer);
      // one is replaced within an hour: its successor has to wait until the hour ends
      customer.delete(customer.running.iterator().next());
      world.allowances.workOut(customer.scope());
      assertThat(refusal(customer::start)).as("day " + day).startsWith("spend-cap");
      world.hours(1, customer);
      customer.start();
      world.allowances.workOut(customer.scope());
      assertThat(world.billing.outlook(customer.reading()).spent().amount().amount())
          .isLessThanOrEqualTo(most.amount());
    }
  }

  @Test
  void a_month_that_has_spent_all_still_lets_free_nodes_start() throws Exception {
    var customer = onPro();
    customer.start(7);
    world.hours(10, customer);
    world.accounts.caps(
        customer.scope(), new Caps(null, Money.usd("0.00"), null), customer.revision());
    assertThat(refusal(customer::start)).startsWith("spend-cap");
    for (NodeId node : customer.running.stream().limit(3).toList()) {
      customer.delete(node);
    }
    world.clock.pass(Duration.ofHours(1));
    customer.start();
    assertThat(refusal(customer::start)).startsWith("spend-cap");
  }

  @Test
  void a_launch_leases_its_slot_and_hands_it_over() throws Exception {
    var customer = world.new Customer();
    customer.start(4);
    UUID launch = UUID.randomUUID();
    world.slots.lease(customer.scope(), launch, Duration.ofMinutes(30));
    assertThat(refusal(customer::start)).startsWith("plan-limit");
    assertThat(world.slots.handOver(customer.scope(), launch, UUID.randomUUID())).isTrue();
    assertThat(refusal(customer::start)).startsWith("plan-limit");
    customer.delete(customer.running.iterator().next());
    UUID lost = UUID.randomUUID();
    world.slots.lease(customer.scope(), lost, Duration.ofMinutes(30));
    assertThat(refusal(customer::start)).startsWith("plan-limit");
    world.clock.pass(Duration.ofMinutes(31));
    assertThat(world.slots.handOver(customer.scope(), lost, UUID.randomUUID())).isFalse();
    customer.start();
  }

  @Test
  void who_edits_an_old_version_is_refused() throws Exception {
    var customer = onPro();
    world.accounts.caps(customer.scope(), new Caps(8, null, null), customer.revision());
    assertThatThrownBy(() -> world.accounts.caps(customer.scope(), Caps.NONE, 1))
        .hasMessageContaining("Stale");
    assertThat(world.billing.account(customer.reading()).caps().maxNodes()).isEqualTo(8);
  }
}
