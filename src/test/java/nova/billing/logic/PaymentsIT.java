package nova.billing.logic;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import nova.billing.Cost;
import nova.billing.Invoice;
import nova.billing.Month;
import nova.billing.PaymentCommands.Payment;
import nova.billing.Plan;
import nova.billing.Standing;
import nova.billing.processor.MeterReading;
import nova.billing.processor.UsagePrice;
import nova.billing.store.PaymentRows;
import nova.kernel.Money;
import nova.kernel.NodeId;
import nova.kernel.UtcHour;
import nova.local.stripe.LocalStripe;
import nova.nodes.NodesContacted.Contact;
import nova.platform.persistence.Sql;
import nova.testing.TestNodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Months of paying: the ledger on PostgreSQL, Stripe's own library before the stand-in, one clock.
 */
class PaymentsIT {
  private static final String GOOD_CARD = "4242424242424242";
  private static final String LATER_DECLINED = "4000000000000341";
  private static final String ASKS_ALWAYS = "4000002760003184";
  private static final Instant START = Instant.parse("2031-01-30T10:20:00Z");
  private static final Instant FEBRUARY = Instant.parse("2031-02-01T00:00:00Z");
  private PaymentsWorld world;

  @BeforeEach
  void open() throws Exception {
    world = new PaymentsWorld(START);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_card_then_hours_then_an_invoice_that_is_paid_and_equals_the_ledger() throws Exception {
    var customer = world.customer(GOOD_CARD, 8);
    assertThat(world.payments.payment(customer.reading()).card()).isNotNull();
    hoursUntil(FEBRUARY.plus(Duration.ofHours(2)), customer);
    Invoice invoice = single(customer);
    assertThat(invoice.status()).isEqualTo(Invoice.Status.PAID);
    assertThat(invoice.total()).isEqualTo(ledger(customer, "2031-01"));
    assertThat(invoice.total()).isEqualTo(Money.usd("14.43")); // 37 hours, 3 nodes, $0.13
    Invoice.Line line =
        invoice.lines().stream().filter(one -> one.quantity() > 0).findFirst().orElseThrow();
    assertThat(line.quantity()).isEqualTo(111);
    assertThat(line.differs()).isFalse();
    var hours = world.payments.hours(customer.reading(), invoice.id(), line.place(), 100, 0);
    assertThat(hours.items()).hasSize(37).allMatch(hour -> hour.billable() == 3);
    assertThat(world.alarms).isEmpty();
  }

  @Test
  void stripe_down_for_three_days_loses_nothing_and_doubles_nothing() throws Exception {
    var customer = world.customer(GOOD_CARD, 7);
    world.hours(5, customer);
    world.stripe.down(true);
    hoursUntil(FEBRUARY.plus(Duration.ofDays(2)), customer);
    world.stripe.down(false);
    world.hours(1, customer);
    hoursFastUntil(Instant.parse("2031-03-01T02:00:00Z"), customer);
    List<Invoice> invoices = world.invoices(customer);
    assertThat(invoices).hasSize(2).allMatch(one -> one.status() == Invoice.Status.PAID);
    Money billed = invoices.get(0).total().plus(invoices.get(1).total());
    assertThat(billed).isEqualTo(ledger(customer, "2031-01").plus(ledger(customer, "2031-02")));
    assertThat(world.alarms).isEmpty();
  }

  @Test
  void a_lost_notice_is_found_and_a_double_or_late_one_changes_nothing() throws Exception {
    var customer = world.customer(GOOD_CARD, 6);
    hoursUntil(FEBRUARY, customer);
    world.world.clock.pass(Duration.ofMinutes(60));
    world.stripe.tick();
    List<LocalStripe.Webhook> lost = world.stripe.heldWebhooks();
    assertThat(lost).extracting(LocalStripe.Webhook::type).contains("invoice.paid");
    world.notices.run();
    assertThat(world.invoices(customer)).noneMatch(one -> one.status() == Invoice.Status.PAID);
    world.replay.run();
    world.notices.run();
    Invoice paid = single(customer);
    assertThat(paid.status()).isEqualTo(Invoice.Status.PAID);
    var backwards = new ArrayList<>(lost);
    Collections.reverse(backwards);
    world.deliver(backwards);
    world.deliver(lost);
    world.notices.run();
    assertThat(single(customer)).isEqualTo(paid);
    assertThat(world.alarms).isEmpty();
  }

  @Test
  void notices_in_any_order_come_to_the_same() throws Exception {
    var customer = world.customer(LATER_DECLINED, 6);
    hoursUntil(FEBRUARY, customer);
    world.world.clock.pass(Duration.ofMinutes(60));
    world.stripe.tick();
    var shuffled = new ArrayList<>(world.stripe.heldWebhooks());
    Collections.shuffle(shuffled, new Random(3));
    for (LocalStripe.Webhook one : shuffled) {
      world.deliver(List.of(one, one));
      world.notices.run();
    }
    assertThat(single(customer).status()).isEqualTo(Invoice.Status.OPEN);
    assertThat(single(customer).failure()).isEqualTo("Your card was declined.");
    assertThat(standing(customer)).isEqualTo(Standing.PAST_DUE);
    assertThat(world.letters).hasSize(1);
  }

  @Test
  void a_declined_card_brings_letters_then_no_new_nodes_and_a_new_card_pays() throws Exception {
    var customer = world.customer(LATER_DECLINED, 9);
    hoursUntil(FEBRUARY.plus(Duration.ofHours(2)), customer);
    assertThat(standing(customer)).isEqualTo(Standing.PAST_DUE);
    assertThat(subjects()).containsExactly("A payment for Nova failed");
    for (int day = 0; day < 15; day++) {
      world.hoursFast(24, customer);
    }
    assertThat(standing(customer)).isEqualTo(Standing.RESTRICTED);
    assertThat(subjects())
        .containsExactly(
            "A payment for Nova failed",
            "Reminder: an invoice of Nova is open",
            "Reminder: an invoice of Nova is open",
            "Reminder: an invoice of Nova is open",
            "No new paid nodes until the open invoice is paid");
    assertThat(customer.running).as("what runs keeps running").hasSize(9);
    world.leaveCard(customer, GOOD_CARD);
    world.tick();
    assertThat(single(customer).status()).isEqualTo(Invoice.Status.PAID);
    assertThat(standing(customer)).isEqualTo(Standing.GOOD);
    assertThat(subjects().getLast()).isEqualTo("Thank you: everything is paid");
    assertThat(world.alarms).isEmpty();
  }

  @Test
  void a_bank_that_asks_gets_its_answer_on_stripes_page() throws Exception {
    var customer = world.customer(ASKS_ALWAYS, 6);
    hoursUntil(FEBRUARY.plus(Duration.ofHours(2)), customer);
    Invoice open = single(customer);
    assertThat(open.status()).isEqualTo(Invoice.Status.OPEN);
    Payment payment = world.counter.pay(customer.scope(), open.id());
    assertThat(payment).isInstanceOf(Payment.ActionRequired.class);
    var page = ((Payment.ActionRequired) payment).page();
    var asked = world.post(page, "number=" + ASKS_ALWAYS);
    world.post(
        java.net.URI.create(asked.headers().firstValue("Location").orElseThrow()), "answer=yes");
    world.tick();
    assertThat(single(customer).status()).isEqualTo(Invoice.Status.PAID);
    assertThat(standing(customer)).isEqualTo(Standing.GOOD);
  }

  @Test
  void a_single_charge_is_made_once_and_confirmed_by_its_holder() throws Exception {
    var customer = world.customer(ASKS_ALWAYS, 0);
    Money amount = Money.usd("250.00");
    Payment first = world.counter.charge(customer.scope(), "setup", amount, "Set-up", "/o/x");
    Payment again = world.counter.charge(customer.scope(), "setup", amount, "Set-up", "/o/x");
    assertThat(again).isEqualTo(first).isInstanceOf(Payment.ActionRequired.class);
    var back = world.post(((Payment.ActionRequired) first).page(), "answer=yes");
    assertThat(back.headers().firstValue("Location")).hasValue("https://nova.example/o/x");
    world.tick();
    assertThat(world.stripe.heldWebhooks()).isEmpty();
    var refused = world.customer(LATER_DECLINED, 0);
    assertThat(world.counter.charge(refused.scope(), "setup", amount, "Set-up", "/o/x"))
        .isEqualTo(new Payment.Refused("Your card was declined."));
  }

  @Test
  void a_refund_is_seen() throws Exception {
    var customer = world.customer(GOOD_CARD, 10);
    hoursUntil(FEBRUARY.plus(Duration.ofHours(2)), customer);
    Invoice paid = single(customer);
    String intent = world.paymentOf(paid.id());
    world.api("/v1/refunds", "payment_intent", intent, "amount", "500");
    world.tick();
    assertThat(single(customer).refunded()).isEqualTo(Money.usd("5.00"));
    assertThat(single(customer).status()).isEqualTo(Invoice.Status.PAID);
    assertThat(standing(customer)).isEqualTo(Standing.GOOD);
  }

  @Test
  void another_plan_in_the_middle_of_the_month_is_two_lines_of_one_invoice() throws Exception {
    var customer = world.customer(GOOD_CARD, 8);
    world.hours(10, customer);
    world.world.accounts.choose(customer.scope(), Plan.BUSINESS, customer.revision());
    hoursUntil(FEBRUARY.plus(Duration.ofHours(2)), customer);
    Invoice invoice = single(customer);
    assertThat(invoice.lines().stream().filter(line -> line.quantity() > 0)).hasSize(2);
    assertThat(invoice.total()).isEqualTo(ledger(customer, "2031-01"));
    assertThat(invoice.status()).isEqualTo(Invoice.Status.PAID);
  }

  @Test
  void evidence_that_comes_after_the_invoice_lands_on_the_next_one() throws Exception {
    var customer = world.customer(GOOD_CARD, 6);
    hoursUntil(FEBRUARY.plus(Duration.ofHours(2)), customer);
    Money january = single(customer).total();
    Instant late = START.plus(Duration.ofHours(3));
    NodeId seventh = TestNodes.enrol(customer.tenant, START);
    world.world.metering.tell(List.of(new Contact(seventh, UtcHour.of(late), late, late)));
    world.hours(3, customer);
    hoursFastUntil(Instant.parse("2031-03-01T02:00:00Z"), customer);
    List<Invoice> invoices = world.invoices(customer);
    assertThat(invoices).hasSize(2);
    assertThat(invoices.get(1).total()).as("a closed invoice stays").isEqualTo(january);
    assertThat(january.plus(invoices.get(0).total()))
        .isEqualTo(ledger(customer, "2031-01").plus(ledger(customer, "2031-02")));
    Invoice.Line line =
        invoices.get(0).lines().stream()
            .filter(one -> one.quantity() > 0)
            .findFirst()
            .orElseThrow();
    assertThat(
            world
                .payments
                .hours(customer.reading(), invoices.get(0).id(), line.place(), 1_000, 0)
                .items())
        .filteredOn(hour -> hour.hour().equals(UtcHour.of(late)))
        .hasSize(1);
    assertThat(world.alarms).isEmpty();
  }

  @Test
  void a_meter_that_counts_something_else_is_told_before_the_invoice_closes() throws Exception {
    var customer = world.customer(GOOD_CARD, 6);
    hoursUntil(Instant.parse("2031-01-31T23:20:00Z"), customer);
    var prices = List.of(UsagePrice.of("pro-0.13-usd"));
    world.processor.prepare(prices);
    world.processor.report(
        new MeterReading(
            "forged", customerOf(customer), prices.getFirst(), 5, world.world.clock.instant()));
    world.hours(1, customer);
    world.pass(Duration.ofMinutes(30));
    assertThat(world.alarms)
        .anyMatch(alarm -> alarm.contains("reported 37 node-hours, counted 42"));
  }

  private void hoursUntil(Instant until, BillingWorld.Customer... customers) {
    world.hours(
        Duration.between(world.world.clock.instant(), until).plusMinutes(59).toHours(), customers);
  }

  private void hoursFastUntil(Instant until, BillingWorld.Customer... customers) {
    // its end hour by hour: that is when invoices close
    Instant nearly = until.minus(Duration.ofHours(6));
    world.hoursFast(Duration.between(world.world.clock.instant(), nearly).toHours(), customers);
    hoursUntil(until, customers);
  }

  private Money ledger(BillingWorld.Customer customer, String month) {
    Month of = new Month(java.time.YearMonth.parse(month));
    Cost cost = world.world.billing.cost(customer.reading(), of.from(), of.to());
    return cost.lines().stream()
        .map(line -> line.amount().toCents())
        .reduce(new Money(new BigDecimal("0.00"), Money.USD), Money::plus);
  }

  private Invoice single(BillingWorld.Customer customer) {
    List<Invoice> invoices =
        world.invoices(customer).stream().filter(one -> one.total().amount().signum() > 0).toList();
    assertThat(invoices).hasSize(1);
    return invoices.getFirst();
  }

  private String customerOf(BillingWorld.Customer customer) {
    return world
        .world
        .database
        .change(customer.scope(), it -> new PaymentRows().find(Sql.in(it), customer.tenant))
        .orElseThrow()
        .customer();
  }

  private Standing standing(BillingWorld.Customer customer) {
    return world.payments.payment(customer.reading()).standing();
  }

  private List<String> subjects() {
    return world.letters.stream().map(letter -> letter.subject()).toList();
  }
}
