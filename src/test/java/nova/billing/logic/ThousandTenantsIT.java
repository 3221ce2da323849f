package nova.billing.logic;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nova.billing.Cost;
import nova.billing.Invoice;
import nova.billing.Month;
import nova.billing.Plan;
import nova.kernel.Money;
import nova.kernel.NodeId;
import nova.kernel.UtcHour;
import nova.nodes.NodesContacted.Contact;
import nova.testing.TestPostgres;
import org.junit.jupiter.api.Test;

/**
 * A month of a thousand customers who do as they like: what each is billed is what the ledger says.
 */
class ThousandTenantsIT {
  private static final int TENANTS = 1_000;
  private static final int HOURS = 20;
  private static final int MOST_NODES = 12;
  private static final Instant START = Instant.parse("2033-05-31T02:00:00Z");
  private static final Month MAY = Month.of(START);

  private record Tenant(BillingWorld.Customer customer, List<NodeId> nodes) {}

  @Test
  void every_invoice_is_the_ledger_to_the_cent() throws Exception {
    var random = new Random(41);
    try (var world = new PaymentsWorld(START)) {
      List<Tenant> tenants = tenants(world, random);
      for (int hour = 0; hour < HOURS; hour++) {
        hour(world, tenants, random);
      }
      world.world.clock.set(Instant.parse("2033-06-01T00:10:00Z"));
      world.world.metering.close();
      world.tick();
      world.pass(Duration.ofMinutes(65));
      world.pass(Duration.ofMinutes(5));
      int billed = 0;
      for (Tenant tenant : tenants) {
        Money ledger = ledger(world, tenant.customer());
        Money invoiced = invoiced(world, tenant.customer());
        assertThat(invoiced).as(tenant.customer().tenant.toString()).isEqualTo(ledger);
        billed += invoiced.amount().signum();
      }
      assertThat(billed).as("customers who pay something").isGreaterThan(900);
      assertThat(world.alarms).isEmpty();
    }
  }

  private static List<Tenant> tenants(PaymentsWorld world, Random random) throws Exception {
    var tenants = new ArrayList<Tenant>();
    for (int i = 0; i < TENANTS; i++) {
      var customer = world.world.new Customer();
      Plan plan = random.nextBoolean() ? Plan.PRO : Plan.BUSINESS;
      world.world.accounts.choose(customer.scope(), plan, customer.revision());
      world.leaveCard(customer, "4242424242424242");
      var nodes = new ArrayList<NodeId>();
      for (int node = 0; node < MOST_NODES; node++) {
        nodes.add(new NodeId(java.util.UUID.randomUUID()));
      }
      enrol(customer, nodes);
      tenants.add(new Tenant(customer, nodes));
    }
    world.world.clock.pass(Duration.ofHours(1)); // a plan counts from the next hour on
    return tenants;
  }

  private static void enrol(BillingWorld.Customer customer, List<NodeId> nodes)
      throws SQLException {
    try (Connection app = TestPostgres.rules(TestPostgres.APP);
        var scope = app.createStatement();
        var insert =
            app.prepareStatement(
                "INSERT INTO node (tenant_id, id, name, hostname, public_key, enrolled_at)"
                    + " VALUES (?, ?, ?, 'edge', decode(md5(?), 'hex'), ?)")) {
      scope.execute("SELECT set_config('nova.tenant', '" + customer.tenant + "', false)");
      for (NodeId node : nodes) {
        insert.setObject(1, customer.tenant.value());
        insert.setObject(2, node.value());
        insert.setString(3, "edge-" + node.toString().substring(0, 13));
        insert.setString(4, node.toString());
        insert.setObject(5, START.atOffset(java.time.ZoneOffset.UTC));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Anybody may have any number of nodes, and now and then somebody takes another plan. */
  private static void hour(PaymentsWorld world, List<Tenant> tenants, Random random) {
    Instant now = world.world.clock.instant();
    var contacts = new ArrayList<Contact>();
    for (Tenant tenant : tenants) {
      int count = random.nextInt(MOST_NODES + 1);
      tenant.nodes().subList(0, count).forEach(node -> contacts.add(at(node, now)));
      if (random.nextInt(40) == 0) {
        Plan plan = random.nextBoolean() ? Plan.PRO : Plan.BUSINESS;
        var customer = tenant.customer();
        world.world.accounts.choose(customer.scope(), plan, customer.revision());
      }
    }
    world.world.metering.tell(contacts);
    world.world.clock.pass(Duration.ofHours(1));
    world.world.metering.close();
    world.jobs();
  }

  private static Contact at(NodeId node, Instant now) {
    return new Contact(node, UtcHour.of(now), now, now);
  }

  private static Money ledger(PaymentsWorld world, BillingWorld.Customer customer) {
    Cost cost = world.world.billing.cost(customer.reading(), MAY.from(), MAY.to());
    return cost.lines().stream()
        .map(line -> line.amount().toCents())
        .reduce(new Money(new BigDecimal("0.00"), Money.USD), Money::plus);
  }

  private static Money invoiced(PaymentsWorld world, BillingWorld.Customer customer) {
    List<Invoice> invoices = world.invoices(customer);
    assertThat(invoices).hasSizeLessThan(2);
    assertThat(invoices)
        .allMatch(one -> one.status() == Invoice.Status.PAID)
        .allMatch(one -> one.lines().stream().noneMatch(Invoice.Line::differs));
    return invoices.isEmpty()
        ? new Money(new BigDecimal("0.00"), Money.USD)
        : invoices.getFirst().total();
  }
}
