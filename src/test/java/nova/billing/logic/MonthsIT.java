package nova.billing.logic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import nova.billing.Cost;
import nova.billing.Month;
import nova.billing.Plan;
import nova.kernel.NodeId;
import nova.kernel.UtcHour;
import nova.nodes.NodesContacted.Contact;
import nova.testing.TestPostgres;
import org.junit.jupiter.api.Test;

/** What months cost, with a clock that a test moves. */
class MonthsIT {

  private static BillingWorld.Customer onPro(BillingWorld world) throws SQLException {
    var customer = world.new Customer();
    world.accounts.cardOnFile(customer.scope(), true);
    world.accounts.choose(customer.scope(), Plan.PRO, customer.revision());
    return customer;
  }

  private static Cost cost(BillingWorld world, BillingWorld.Customer customer, String month) {
    Month of = Month.of(Instant.parse(month + "-01T00:00:00Z"));
    return world.billing.cost(customer.reading(), of.from(), of.to());
  }

  @Test
  void a_leap_day_has_its_hours_and_summer_time_none() throws Exception {
    // 2032 is a leap year; clocks go forward in March in Europe and America, which UTC ignores
    var world = new BillingWorld(Instant.parse("2032-01-31T23:00:30Z"));
    var customer = onPro(world);
    customer.start(7);
    world.hours(1 + 29 * 24 + 31 * 24, customer);
    assertThat(cost(world, customer, "2032-02").nodeHours()).isEqualTo(7 * 29 * 24);
    assertThat(cost(world, customer, "2032-02").amount().plain()).isEqualTo("180.96");
    assertThat(cost(world, customer, "2032-03").nodeHours()).isEqualTo(7 * 31 * 24);
    assertThat(cost(world, customer, "2032-03").amount().plain()).isEqualTo("193.44");
    assertThat(world.metering.chain().verify(customer.reading()).intact()).isTrue();
  }

  @Test
  void the_hours_of_a_month_are_those_of_utc_to_the_last() throws Exception {
    var world = new BillingWorld(Instant.parse("2033-04-30T22:00:30Z"));
    var customer = onPro(world);
    customer.start(6);
    world.hours(4, customer);
    assertThat(cost(world, customer, "2033-04").billableNodeHours())
        .as("the first hour was on the free plan")
        .isEqualTo(2);
    assertThat(cost(world, customer, "2033-05").billableNodeHours()).isEqualTo(2);
  }

  @Test
  void a_plan_changes_with_the_next_hour_and_closed_hours_keep_theirs() throws Exception {
    var world = new BillingWorld(Instant.parse("2033-06-15T00:00:30Z"));
    var customer = onPro(world);
    customer.start(10);
    world.hours(11, customer);
    world.accounts.choose(customer.scope(), Plan.BUSINESS, customer.revision());
    assertThat(world.billing.account(customer.reading()).plan()).isEqualTo(Plan.PRO);
    assertThat(world.billing.account(customer.reading()).nextPlan()).isEqualTo(Plan.BUSINESS);
    world.hours(11, customer);
    Cost june = cost(world, customer, "2033-06");
    assertThat(june.lines())
        .extracting(
            line -> line.plan() + " " + line.billableNodeHours() + " " + line.amount().plain())
        .containsExactly("FREE 5 0", "PRO 55 7.15", "BUSINESS 50 10");
    assertThat(june.amount().plain()).isEqualTo("17.15");
    assertThat(world.chosen).hasSize(2);
  }

  @Test
  void a_new_price_counts_from_its_hour_and_alters_no_closed_one() throws Exception {
    var world = new BillingWorld(Instant.parse("2034-06-15T00:00:30Z"));
    var customer = onPro(world);
    customer.start(6);
    world.hours(11, customer);
    UtcHour later = UtcHour.of(world.clock.instant().plus(Duration.ofHours(5)));
    try {
      price(
          "INSERT INTO plan_terms SELECT plan, "
              + later.sinceEpoch()
              + ", 0.15, currency, free_nodes, max_nodes, data_days, agreement FROM plan_terms"
              + " WHERE plan = 'pro' AND valid_from_hour = 0");
      world.hours(10, customer);
      Cost june = cost(world, customer, "2034-06");
      assertThat(june.lines())
          .extracting(line -> line.unitPrice().plain() + " x " + line.billableNodeHours())
          .containsExactly("0 x 1", "0.13 x 15", "0.15 x 5");
      assertThat(june.amount().plain()).isEqualTo("2.7");
      world.clock.pass(Duration.ofMinutes(15));
      world.metering.close();
    } finally {
      price("DELETE FROM plan_terms WHERE valid_from_hour = " + later.sinceEpoch());
    }
    assertThat(cost(world, customer, "2034-06").amount().plain())
        .as("closed hours keep their price")
        .isEqualTo("2.7");
  }

  private static void price(String sql) throws SQLException {
    try (Connection owner = TestPostgres.rules(TestPostgres.OWNER);
        var statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void a_flapping_node_is_one_node_hour_an_hour() throws Exception {
    var world = new BillingWorld(Instant.parse("2033-07-01T00:00:00Z"));
    var customer = onPro(world);
    customer.start(6);
    world.hours(1, customer);
    for (int minute = 0; minute < 600; minute += 3) {
      for (NodeId node : customer.running) {
        world.metering.tell(node, world.clock.instant(), world.clock.instant());
      }
      world.clock.pass(Duration.ofMinutes(3));
      world.metering.close();
    }
    world.clock.pass(Duration.ofMinutes(15));
    world.metering.close();
    assertThat(cost(world, customer, "2033-07").nodeHours()).isEqualTo(66);
    assertThat(cost(world, customer, "2033-07").amount().plain()).isEqualTo("1.3");
  }

  @Test
  void clocks_that_are_wrong_make_no_hours_that_were_not() throws Exception {
    var world = new BillingWorld(Instant.parse("2033-08-10T12:30:00Z"));
    var customer = onPro(world);
    NodeId node = customer.start();
    Instant now = world.clock.instant();
    for (Duration error : List.of(Duration.ofDays(-400), Duration.ofDays(-3), Duration.ofDays(2))) {
      Instant told = now.plus(error);
      world.metering.tell(node, told, told.plusSeconds(5));
    }
    world.metering.tell(node, now, now.plusSeconds(30));
    world.clock.pass(Duration.ofHours(2));
    world.metering.close();
    assertThat(
            world
                .metering
                .usage()
                .hours(
                    customer.reading(), new UtcHour(0), UtcHour.of(now.plus(Duration.ofDays(9)))))
        .as("before it was enrolled, and in the future: neither")
        .singleElement()
        .matches(hour -> hour.hour().equals(UtcHour.of(now)));
  }

  @Test
  void six_hours_without_control_plane_are_billed_when_nodes_tell_of_them() throws Exception {
    var world = new BillingWorld(Instant.parse("2033-09-10T00:00:30Z"));
    var customer = onPro(world);
    customer.start(8);
    world.hours(3, customer);
    Instant down = world.clock.instant();
    world.clock.pass(Duration.ofHours(6)); // nobody writes, nobody closes
    world.hours(2, customer); // five tell nothing of it at first
    assertThat(cost(world, customer, "2033-09").nodeHours()).isEqualTo(8 * 5);
    var late = new ArrayList<Contact>();
    for (NodeId node : customer.running) {
      for (int hour = 0; hour < 6; hour++) {
        Instant at = down.plus(Duration.ofHours(hour));
        late.add(new Contact(node, UtcHour.of(at), at, at.plusSeconds(60)));
      }
    }
    // half of them come back on one day, half on another, and all say it twice
    world.metering.tell(late.subList(0, 24));
    world.metering.close();
    world.clock.pass(Duration.ofDays(2));
    world.metering.tell(late);
    world.metering.close();
    world.metering.tell(late);
    world.metering.close();
    Cost september = cost(world, customer, "2033-09");
    assertThat(september.nodeHours()).isEqualTo(8 * 11);
    assertThat(september.billableNodeHours()).as("the first hour too, but free").isEqualTo(3 * 11);
    assertThat(september.amount().plain()).isEqualTo("3.9");
    assertThat(world.metering.chain().verify(customer.reading()).links()).isEqualTo(5 + 2 * 6);
  }

  @Test
  void what_links_charge_adds_up_to_the_hours_whatever_comes_when() throws Exception {
    var random = new Random(11);
    var world = new BillingWorld(Instant.parse("2033-10-01T00:00:30Z"));
    for (int round = 0; round < 10; round++) {
      var customer = onPro(world);
      world.clock.pass(Duration.ofHours(1));
      Instant start = world.clock.instant();
      customer.start(12);
      var contacts = new ArrayList<Contact>();
      long billable = 0;
      for (int hour = 0; hour < 12; hour++) {
        Instant at = start.plus(Duration.ofHours(hour));
        int nodes = 0;
        for (NodeId node : customer.running) {
          if (random.nextInt(3) > 0) {
            contacts.add(new Contact(node, UtcHour.of(at), at, at));
            nodes++;
          }
        }
        billable += Math.max(0, nodes - 5);
      }
      Collections.shuffle(contacts, random);
      world.clock.pass(Duration.ofHours(14));
      for (Contact contact : contacts) {
        world.metering.tell(List.of(contact));
        if (random.nextInt(5) == 0) {
          world.metering.close();
        }
      }
      Cost before = cost(world, customer, "2033-10");
      world.metering.close();
      Cost after = cost(world, customer, "2033-10");
      assertThat(after.billableNodeHours()).isEqualTo(billable);
      assertThat(after.amount().amount())
          .isEqualByComparingTo(new BigDecimal("0.13").multiply(BigDecimal.valueOf(billable)));
      assertThat(before).as("open or closed, it costs the same").isEqualTo(after);
    }
  }

  @Test
  void the_forecast_takes_those_who_are_here_to_the_end_of_the_month() throws Exception {
    var world = new BillingWorld(Instant.parse("2033-11-01T00:00:00Z"));
    var customer = onPro(world);
    customer.start(7);
    world.hours(10, customer);
    world.metering.tell(
        customer.running.stream()
            .map(
                node ->
                    new Contact(
                        node,
                        UtcHour.of(world.clock.instant()),
                        world.clock.instant(),
                        world.clock.instant()))
            .toList());
    var outlook = world.billing.outlook(customer.reading());
    assertThat(outlook.present()).hasSize(7);
    assertThat(outlook.spent().amount().plain()).as("10 paid hours of 2").isEqualTo("2.6");
    assertThat(outlook.forecast().plain()).as("719 paid hours of 2").isEqualTo("186.94");
    var simulation = world.billing.simulate(customer.reading(), 12);
    assertThat(simulation.fullMonth().plain()).as("744 hours of 7").isEqualTo("677.04");
    assertThat(simulation.monthEnd().plain()).as("9 hours of 2, 710 of 7").isEqualTo("648.44");
    assertThat(simulation.refusal()).isNull();
    assertThat(simulation.plans())
        .extracting(plan -> plan.plan() + " " + plan.fullMonth().plain() + " " + plan.possible())
        .containsExactly("FREE 0 false", "PRO 677.04 true", "BUSINESS 1041.6 true");
  }

  @Test
  void a_plan_that_has_no_room_for_what_runs_is_refused() throws Exception {
    var world = new BillingWorld(Instant.parse("2033-12-01T00:00:00Z"));
    var customer = onPro(world);
    customer.start(6);
    assertThatThrownBy(
            () -> world.accounts.choose(customer.scope(), Plan.FREE, customer.revision()))
        .hasMessageContaining("The Free plan has 5 nodes and you have 6");
  }
}
