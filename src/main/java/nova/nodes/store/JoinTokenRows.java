package nova.nodes.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nova.kernel.TenantId;
import nova.nodes.JoinToken;
import nova.platform.Component;
import nova.platform.persistence.Sql;
import org.jspecify.annotations.Nullable;

/** Join tokens. The secret is never read back: only its hash is kept. */
@Component
public class JoinTokenRows {
  private static final String COLUMNS =
      "SELECT id, name, created_at, expires_at, uses, uses_left, revoked_at FROM join_token"
          + " WHERE tenant_id = ?";

  public void insert(Sql sql, TenantId tenant, JoinToken token, byte[] hash) {
    sql.update(
        """
        INSERT INTO join_token
          (tenant_id, id, name, token_hash, uses, uses_left, created_at, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        tenant.value(),
        token.id(),
        token.name(),
        hash,
        token.uses(),
        token.usesLeft(),
        token.createdAt(),
        token.expiresAt());
  }

  public List<JoinToken> page(Sql sql, TenantId tenant, int limit, @Nullable UUID before) {
    return sql.rows(
        COLUMNS + " AND (?::uuid IS NULL OR id < ?) ORDER BY id DESC LIMIT ?",
        JoinTokenRows::token,
        tenant.value(),
        before,
        before,
        limit);
  }

  public Optional<JoinToken> find(Sql sql, TenantId tenant, UUID id) {
    return sql.row(COLUMNS + " AND id = ?", JoinTokenRows::token, tenant.value(), id);
  }

  public boolean revoke(Sql sql, TenantId tenant, UUID id, Instant now) {
    return sql.update(
            """
            UPDATE join_token SET revoked_at = coalesce(revoked_at, ?)
            WHERE tenant_id = ? AND id = ?
            """,
            now,
            tenant.value(),
            id)
        == 1;
  }

  /** Takes one use, if there is one to take. */
  public boolean use(Sql sql, TenantId tenant, UUID id, Instant now) {
    return sql.update(
            """
            UPDATE join_token SET uses_left = uses_left - 1
            WHERE tenant_id = ? AND id = ? AND uses_left > 0 AND revoked_at IS NULL
              AND expires_at > ?
            """,
            tenant.value(),
            id,
            now)
        == 1;
  }

  private static JoinToken token(ResultSet row) throws SQLException {
    return new JoinToken(
        Sql.uuid(row, "id"),
        Sql.text(row, "name"),
        Sql.instant(row, "created_at"),
        Sql.instant(row, "expires_at"),
        row.getInt("uses"),
        row.getInt("uses_left"),
        Sql.optionalInstant(row, "revoked_at"));
  }
}
