package nova.nodes.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import nova.kernel.NodeId;
import nova.kernel.TenantId;
import nova.kernel.UtcHour;
import nova.nodes.Refusal;
import nova.nodes.Refusal.Code;
import nova.nodes.Refusal.Kind;
import nova.platform.Component;
import nova.platform.persistence.Sql;
import org.jspecify.annotations.Nullable;

/** Agents turned away; the same within an hour is one row. */
@Component
public class RefusalRows {
  private static final Duration KEPT = Duration.ofDays(30);

  public void insert(Sql sql, TenantId tenant, Refusal refusal, UUID subject) {
    sql.update(
        """
        INSERT INTO refusal AS r (tenant_id, id, hour, at, kind, code, subject, message,
                                  remote_address, join_token, node_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (tenant_id, hour, kind, code, subject) DO UPDATE
          SET count = r.count + 1, at = excluded.at, remote_address = excluded.remote_address
        """,
        tenant.value(),
        refusal.id(),
        UtcHour.of(refusal.at()).sinceEpoch(),
        refusal.at(),
        refusal.kind().name().toLowerCase(Locale.ROOT),
        refusal.code().code(),
        subject,
        refusal.message(),
        refusal.remoteAddress(),
        refusal.joinToken(),
        refusal.node() == null ? null : refusal.node().value());
    sql.update(
        "DELETE FROM refusal WHERE tenant_id = ? AND hour < ?",
        tenant.value(),
        UtcHour.of(refusal.at().minus(KEPT)).sinceEpoch());
  }

  public List<Refusal> page(Sql sql, TenantId tenant, int limit, @Nullable UUID before) {
    return sql.rows(
        """
        SELECT * FROM refusal
        WHERE tenant_id = ? AND (?::uuid IS NULL OR id < ?) ORDER BY id DESC LIMIT ?
        """,
        RefusalRows::refusal,
        tenant.value(),
        before,
        before,
        limit);
  }

  private static Refusal refusal(ResultSet row) throws SQLException {
    UUID node = row.getObject("node_id", UUID.class);
    return new Refusal(
        Sql.uuid(row, "id"),
        Sql.instant(row, "at"),
        Kind.valueOf(Sql.text(row, "kind").toUpperCase(Locale.ROOT)),
        Code.valueOf(Sql.text(row, "code").toUpperCase(Locale.ROOT).replace('-', '_')),
        Sql.text(row, "message"),
        row.getString("remote_address"),
        row.getString("join_token"),
        node == null ? null : new NodeId(node),
        row.getInt("count"));
  }
}
