package nova.billing.logic;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nova.billing.AccountCommands;
import nova.billing.BillingQueries;
import nova.billing.HoursCharged;
import nova.billing.PlanChosen;
import nova.billing.store.AccountRows;
import nova.billing.store.ChargeRows;
import nova.billing.store.WarningRows;
import nova.kernel.Actor;
import nova.kernel.ChangeScope;
import nova.kernel.NodeId;
import nova.kernel.TenantId;
import nova.kernel.TenantScope;
import nova.kernel.UtcHour;
import nova.metering.logic.TestMetering;
import nova.nodes.NodesContacted.Contact;
import nova.platform.persistence.Database;
import nova.platform.settings.BillingSettings;
import nova.tenants.Audit;
import nova.tenants.NodeSlots;
import nova.tenants.OrganisationMade;
import nova.tenants.logic.TestSlots;
import nova.testing.FiredEvents;
import nova.testing.MovableClock;
import nova.testing.RulesDatabase;
import nova.testing.TestNodes;

/** Metering and billing put together by hand, on PostgreSQL, around a clock that a test moves. */
final class BillingWorld {
  private static final Audit SILENT = (_, _, _) -> {};
  final MovableClock clock;
  final Database database = new RulesDatabase();
  final List<HoursCharged> charged = new ArrayList<>();
  final List<PlanChosen> chosen = new ArrayList<>();
  final TestMetering metering;
  final NodeSlots slots;
  final BillingQueries billing;
  final AccountCommands accounts;
  final Allowances allowances;

  BillingWorld(Instant start) {
    this.clock = new MovableClock(start);
    this.slots = TestSlots.on(database, clock);
    var rows = new AccountRows();
    var charges = new ChargeRows();
    Charging[] charging = new Charging[1];
    this.metering = new TestMetering(database, clock, event -> charging[0].closed(event));
    var books = new Books(rows, charges, metering.usage(), new BillingSettings(true));
    charging[0] = new Charging(database, charges, books, new FiredEvents<>(charged::add));
    this.allowances = new Allowances(database, rows, books, slots);
    this.billing =
        new BillingDesk(database, books, metering.usage(), slots, new WarningRows(), clock);
    this.accounts =
        new AccountDesk(
            database, rows, books, allowances, slots, SILENT, new FiredEvents<>(chosen::add));
  }

  /** An organisation and its nodes, which tell of themselves as long as they are on. */
  final class Customer {
    final TenantId tenant;
    final Set<NodeId> running = new LinkedHashSet<>();

    Customer() throws SQLException {
      this.tenant = TestNodes.tenant(clock.instant());
      allowances.organisationMade(new OrganisationMade(scope()));
    }

    ChangeScope scope() {
      return new ChangeScope(tenant, new Actor.Job("test"), "test", clock.instant());
    }

    TenantScope reading() {
      return new TenantScope(tenant);
    }

    long revision() {
      return billing.account(reading()).revision();
    }

    NodeId start() throws SQLException {
      var node = new NodeId(UUID.randomUUID());
      slots.take(scope(), node.value());
      TestNodes.enrol(tenant, node, clock.instant());
      running.add(node);
      return node;
    }

    void start(int count) throws SQLException {
      for (int i = 0; i < count; i++) {
        start();
      }
    }

    void delete(NodeId node) throws SQLException {
      running.remove(node);
      TestNodes.retire(tenant, node, clock.instant());
      slots.giveBack(scope(), node.value());
    }
  }

  /**
   * Lets hours pass; in each, the nodes that run tell of themselves at its beginning, and what can
   * be closed is closed.
   */
  void hours(long count, Customer... customers) {
    for (long i = 0; i < count; i++) {
      Instant now = clock.instant();
      var contacts = new ArrayList<Contact>();
      for (Customer customer : customers) {
        customer.running.forEach(
            node -> contacts.add(new Contact(node, UtcHour.of(now), now, now)));
      }
      metering.tell(contacts);
      clock.pass(Duration.ofHours(1));
      metering.close();
    }
  }
}
