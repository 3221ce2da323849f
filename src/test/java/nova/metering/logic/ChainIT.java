package nova.metering.logic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nova.kernel.NodeId;
import nova.kernel.TenantId;
import nova.kernel.TenantScope;
import nova.kernel.UtcHour;
import nova.metering.HourClosed;
import nova.metering.LedgerLink;
import nova.testing.MovableClock;
import nova.testing.RulesDatabase;
import nova.testing.TestNodes;
import nova.testing.TestPostgres;
import org.junit.jupiter.api.Test;

/**
 * The chain of closed hours: what the database hashes is what Java hashes, and nothing changes it.
 */
class ChainIT {
  private static final Instant START = Instant.parse("2032-02-28T21:05:00.123456Z");
  private final MovableClock clock = new MovableClock(START);
  private final List<HourClosed> closed = new ArrayList<>();
  private final TestMetering metering = new TestMetering(new RulesDatabase(), clock, closed::add);

  @Test
  void every_closed_hour_is_a_link_and_the_chain_verifies() throws Exception {
    TenantId tenant = threeNodesForHours(5);
    var found = metering.chain().verify(new TenantScope(tenant));
    assertThat(found.intact()).isTrue();
    assertThat(found.links()).isEqualTo(5);
    assertThat(found.nodeHours()).isEqualTo(15);
    assertThat(found.head()).matches("[0-9a-f]{64}").isNotEqualTo(LedgerText.BEGINNING);
    assertThat(closed).extracting(HourClosed::hour).contains(UtcHour.of(START));
  }

  @Test
  void late_evidence_is_a_later_link_of_its_hour() throws Exception {
    TenantId tenant = threeNodesForHours(3);
    NodeId cutOff = TestNodes.enrol(tenant, START);
    Instant then = START.plus(Duration.ofHours(1));
    clock.pass(Duration.ofDays(20));
    metering.tell(cutOff, then, then.plusSeconds(60));
    metering.close();
    List<LedgerLink> links = metering.chain().links(new TenantScope(tenant), 10, 0).items();
    assertThat(links).hasSize(4);
    LedgerLink late = links.getLast();
    assertThat(late.hour()).isEqualTo(UtcHour.of(then));
    assertThat(late.nodesBefore()).isEqualTo(3);
    assertThat(late.nodesAfter()).isEqualTo(4);
    assertThat(late.entries()).extracting(LedgerLink.Entry::node).containsExactly(cutOff);
    assertThat(metering.chain().verify(new TenantScope(tenant)).intact()).isTrue();
  }

  @Test
  void evidence_of_a_closed_hour_stays_what_it_was_closed_with() throws Exception {
    TenantId tenant = TestNodes.tenant(START);
    NodeId node = TestNodes.enrol(tenant, START);
    metering.tell(node, START, START);
    clock.pass(Duration.ofHours(2));
    metering.close();
    metering.tell(node, START, START.plus(Duration.ofMinutes(50)));
    metering.close();
    var link = metering.chain().links(new TenantScope(tenant), 10, 0).items();
    assertThat(link).hasSize(1);
    assertThat(link.getFirst().entries().getFirst().last()).isEqualTo(START);
  }

  @Test
  void pages_of_the_chain_fit_together() throws Exception {
    var scope = new TenantScope(threeNodesForHours(5));
    var first = metering.chain().links(scope, 2, 0);
    assertThat(first.items()).extracting(LedgerLink::number).containsExactly(1L, 2L);
    assertThat(first.next()).isEqualTo("2");
    var last = metering.chain().links(scope, 3, 2);
    assertThat(last.items()).extracting(LedgerLink::number).containsExactly(3L, 4L, 5L);
    assertThat(last.next()).isNull();
    assertThat(last.items()).allSatisfy(link -> assertThat(link.entries()).hasSize(3));
  }

  @Test
  void whatever_is_changed_afterwards_breaks_the_chain_at_its_link() throws Exception {
    for (String change :
        List.of(
            "UPDATE node_hour SET first_contact_at = first_contact_at + interval '1 us'",
            "DELETE FROM node_hour",
            "UPDATE node_hour SET node_id = (SELECT id FROM node n WHERE n.tenant_id ="
                + " node_hour.tenant_id AND retired_at IS NOT NULL)")) {
      TenantId tenant = threeNodesForHours(4);
      TestNodes.retire(tenant, TestNodes.enrol(tenant, START), START.plusSeconds(1));
      tamper(
          change
              + " WHERE tenant_id = '%s' AND link = 3 AND node_id = (SELECT max(node_id::text)::uuid"
                  .formatted(tenant)
              + " FROM node_hour WHERE tenant_id = '%s' AND link = 3)".formatted(tenant));
      var found = metering.chain().verify(new TenantScope(tenant));
      assertThat(found.broken()).as(change).isEqualTo(3);
      assertThat(found.links()).isEqualTo(2);
    }
  }

  @Test
  void not_even_the_owner_rewrites_by_accident() throws Exception {
    TenantId tenant = threeNodesForHours(1);
    for (String change :
        List.of(
            "UPDATE node_hour SET closed_at = NULL, link = NULL",
            "DELETE FROM node_hour",
            "UPDATE ledger_link SET closed_at = now()",
            "DELETE FROM ledger_link")) {
      try (Connection owner = TestPostgres.rules(TestPostgres.OWNER);
          var statement = owner.createStatement()) {
        assertThatThrownBy(() -> statement.execute(change + " WHERE tenant_id = '" + tenant + "'"))
            .hasMessageContaining("never rewritten");
      }
    }
  }

  private TenantId threeNodesForHours(int hours) throws SQLException {
    clock.set(START);
    TenantId tenant = TestNodes.tenant(START);
    List<NodeId> nodes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      nodes.add(TestNodes.enrol(tenant, START));
    }
    for (int hour = 0; hour < hours; hour++) {
      Instant at = START.plus(Duration.ofHours(hour));
      clock.set(at.plusSeconds(61));
      nodes.forEach(node -> metering.tell(node, at, at.plusSeconds(60)));
      clock.set(at.plus(Duration.ofMinutes(70)));
      metering.close();
    }
    return tenant;
  }

  private static void tamper(String sql) throws SQLException {
    try (Connection owner = TestPostgres.rules(TestPostgres.OWNER);
        var statement = owner.createStatement()) {
      statement.execute("ALTER TABLE node_hour DISABLE TRIGGER closed_hours_stay");
      try {
        assertThat(statement.executeUpdate(sql)).isOne();
      } finally {
        statement.execute("ALTER TABLE node_hour ENABLE TRIGGER closed_hours_stay");
      }
    }
  }
}
