package nova.metering.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nova.kernel.NodeId;
import nova.kernel.TenantId;
import nova.kernel.UtcHour;
import nova.metering.HourTotal;
import nova.metering.NodeHour;
import nova.metering.NodeTotal;
import nova.metering.UsageQueries.Place;
import nova.nodes.NodesContacted.Contact;
import nova.platform.Component;
import nova.platform.persistence.Sql;
import org.jspecify.annotations.Nullable;

/** The ledger's table. */
@Component
public class NodeHourRows {

  public long note(Sql sql, List<Contact> contacts) {
    return sql.row(
            "SELECT note_contacts(?, ?, ?, ?)",
            row -> row.getLong(1),
            contacts.stream().map(contact -> contact.node().value()).toArray(UUID[]::new),
            contacts.stream().map(contact -> contact.hour().sinceEpoch()).toArray(Long[]::new),
            contacts.stream().map(Contact::first).toArray(Instant[]::new),
            contacts.stream().map(Contact::last).toArray(Instant[]::new))
        .orElseThrow();
  }

  /** Before an hour, those with something to close; oldest first. */
  public List<UtcHour> open(Sql sql, UtcHour before) {
    return sql.rows(
        "SELECT hour FROM open_hours(?)",
        row -> new UtcHour(row.getLong("hour")),
        before.sinceEpoch());
  }

  /** Returns how many rows were closed. */
  public long close(Sql sql, UtcHour hour, Instant now) {
    return sql.row("SELECT close_hour(?, ?)", row -> row.getLong(1), hour.sinceEpoch(), now)
        .orElseThrow();
  }

  public List<HourTotal> hours(Sql sql, TenantId tenant, UtcHour from, UtcHour to) {
    return sql.rows(
        """
        SELECT hour, count(*) AS nodes FROM node_hour
        WHERE tenant_id = ? AND hour >= ? AND hour < ? GROUP BY hour ORDER BY hour
        """,
        row -> new HourTotal(new UtcHour(row.getLong("hour")), row.getLong("nodes")),
        tenant.value(),
        from.sinceEpoch(),
        to.sinceEpoch());
  }

  public List<NodeTotal> nodes(Sql sql, TenantId tenant, UtcHour from, UtcHour to) {
    return sql.rows(
        """
        SELECT n.id, n.name, n.zone, count(*) AS hours
        FROM node_hour h JOIN node n ON n.tenant_id = h.tenant_id AND n.id = h.node_id
        WHERE h.tenant_id = ? AND h.hour >= ? AND h.hour < ?
        GROUP BY n.id, n.name, n.zone ORDER BY hours DESC, n.name, n.id
        """,
        row ->
            new NodeTotal(
                new NodeId(Sql.uuid(row, "id")),
                Sql.text(row, "name"),
                Sql.text(row, "zone"),
                row.getLong("hours")),
        tenant.value(),
        from.sinceEpoch(),
        to.sinceEpoch());
  }

  public List<NodeId> present(Sql sql, TenantId tenant, UtcHour now) {
    return sql.rows(
        """
        SELECT DISTINCT n.id FROM node_hour h JOIN node n ON n.tenant_id = h.tenant_id AND n.id = h.node_id
        WHERE h.tenant_id = ? AND h.hour BETWEEN ? - 1 AND ? AND n.retired_at IS NULL ORDER BY n.id
        """,
        row -> new NodeId(Sql.uuid(row, "id")),
        tenant.value(),
        now.sinceEpoch(),
        now.sinceEpoch());
  }

  public List<NodeHour> page(
      Sql sql, TenantId tenant, UtcHour from, UtcHour to, int limit, @Nullable Place after) {
    return sql.rows(
        """
        SELECT node_id, hour, first_contact_at, last_contact_at, closed_at FROM node_hour
        WHERE tenant_id = ? AND hour >= ? AND hour < ? AND (hour, node_id) > (?, ?)
        ORDER BY hour, node_id LIMIT ?
        """,
        NodeHourRows::nodeHour,
        tenant.value(),
        from.sinceEpoch(),
        to.sinceEpoch(),
        after == null ? -1L : after.hour().sinceEpoch(),
        after == null ? new UUID(0, 0) : after.node().value(),
        limit);
  }

  private static NodeHour nodeHour(ResultSet row) throws SQLException {
    return new NodeHour(
        new NodeId(Sql.uuid(row, "node_id")),
        new UtcHour(row.getLong("hour")),
        Sql.instant(row, "first_contact_at"),
        Sql.instant(row, "last_contact_at"),
        row.getObject("closed_at") != null);
  }
}
