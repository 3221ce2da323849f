package nova.tenants.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import nova.kernel.TenantId;
import nova.platform.Component;
import nova.platform.persistence.Sql;
import nova.tenants.NodeAllowance;
import org.jspecify.annotations.Nullable;

/** Allowances and slots. */
@Component
public class SlotRows {
  private static final String ALLOWANCE =
      """
      SELECT max_nodes, whole_hours, code, why, remedy FROM node_allowance WHERE tenant_id = ?
      """;

  public Optional<NodeAllowance> allowance(Sql sql, TenantId tenant) {
    return sql.row(ALLOWANCE, SlotRows::allowance, tenant.value());
  }

  /** The same; whoever else locks it waits until this transaction ends. */
  public Optional<NodeAllowance> lock(Sql sql, TenantId tenant) {
    return sql.row(ALLOWANCE + " FOR UPDATE", SlotRows::allowance, tenant.value());
  }

  public void allow(Sql sql, TenantId tenant, NodeAllowance allowance, Instant now) {
    sql.update(
        """
        INSERT INTO node_allowance (tenant_id, max_nodes, whole_hours, code, why, remedy, set_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (tenant_id) DO UPDATE
          SET max_nodes = excluded.max_nodes, whole_hours = excluded.whole_hours,
              code = excluded.code, why = excluded.why, remedy = excluded.remedy,
              set_at = excluded.set_at
        """,
        tenant.value(),
        allowance.maxNodes(),
        allowance.wholeHours(),
        allowance.code(),
        allowance.why(),
        allowance.remedy(),
        now);
  }

  public int taken(Sql sql, TenantId tenant, Instant now) {
    return sql.row(
            """
            SELECT count(*) FROM node_slot
            WHERE tenant_id = ? AND (ends_at IS NULL OR ends_at > ?)
            """,
            row -> row.getInt(1),
            tenant.value(),
            now)
        .orElseThrow();
  }

  public boolean has(Sql sql, TenantId tenant, UUID holder, Instant now) {
    return sql.row(
            """
            SELECT 1 FROM node_slot
            WHERE tenant_id = ? AND holder = ? AND (ends_at IS NULL OR ends_at > ?)
            """,
            row -> true,
            tenant.value(),
            holder,
            now)
        .isPresent();
  }

  public void insert(Sql sql, TenantId tenant, UUID holder, Instant now, @Nullable Instant endsAt) {
    sql.update(
        """
        INSERT INTO node_slot (tenant_id, holder, taken_at, ends_at) VALUES (?, ?, ?, ?::timestamptz)
        ON CONFLICT (tenant_id, holder) DO UPDATE
          SET taken_at = excluded.taken_at, ends_at = excluded.ends_at
        """,
        tenant.value(),
        holder,
        now,
        endsAt);
  }

  public boolean handOver(Sql sql, TenantId tenant, UUID from, UUID to, Instant now) {
    return sql.update(
            """
            UPDATE node_slot SET holder = ?, ends_at = NULL
            WHERE tenant_id = ? AND holder = ? AND ends_at > ?
            """,
            to,
            tenant.value(),
            from,
            now)
        == 1;
  }

  public void end(Sql sql, TenantId tenant, UUID holder, Instant at) {
    sql.update(
        """
        UPDATE node_slot SET ends_at = ?
        WHERE tenant_id = ? AND holder = ? AND (ends_at IS NULL OR ends_at > ?)
        """,
        at,
        tenant.value(),
        holder,
        at);
  }

  /** What ended before is not needed any more. */
  public void forget(Sql sql, TenantId tenant, Instant endedBefore) {
    sql.update(
        "DELETE FROM node_slot WHERE tenant_id = ? AND ends_at < ?", tenant.value(), endedBefore);
  }

  private static NodeAllowance allowance(ResultSet row) throws SQLException {
    return new NodeAllowance(
        row.getObject("max_nodes", Integer.class),
        row.getBoolean("whole_hours"),
        Sql.text(row, "code"),
        Sql.text(row, "why"),
        Sql.text(row, "remedy"));
  }
}
