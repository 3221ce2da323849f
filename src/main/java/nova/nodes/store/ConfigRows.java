package nova.nodes.store;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nova.kernel.NodeId;
import nova.kernel.TenantId;
import nova.platform.Component;
import nova.platform.persistence.Sql;

/** Compiled configs, and which of them each node should serve. */
@Component
public class ConfigRows {

  public void lock(Sql sql, TenantId tenant) {
    sql.call("SELECT pg_advisory_xact_lock(hashtextextended('nova.nodes ' || ?, 0))", tenant + "");
  }

  public List<NodeId> nodes(Sql sql, TenantId tenant) {
    return sql.rows(
        "SELECT id FROM node WHERE tenant_id = ? AND retired_at IS NULL ORDER BY id",
        row -> new NodeId(Sql.uuid(row, "id")),
        tenant.value());
  }

  public void keep(Sql sql, TenantId tenant, Map<String, byte[]> bodies) {
    sql.update(
        """
        INSERT INTO config_body (tenant_id, hash, body)
        SELECT ?, b.hash, decode(b.body, 'base64')
        FROM unnest(?::text[], ?::text[]) AS b(hash, body)
        ON CONFLICT DO NOTHING
        """,
        tenant.value(),
        bodies.keySet().toArray(String[]::new),
        bodies.values().stream().map(Base64.getEncoder()::encodeToString).toArray(String[]::new));
  }

  /** Counts a node's version up only if its config is another; tells the copies, at commit. */
  public void desire(Sql sql, TenantId tenant, Map<NodeId, String> hashes, Instant now) {
    sql.call(
        """
        WITH wanted AS (
          SELECT * FROM unnest(?::uuid[], ?::text[]) AS w(id, hash)
        ), moved AS (
          UPDATE node n
          SET desired_version = n.desired_version + 1, desired_hash = w.hash, desired_at = ?
          FROM wanted w
          WHERE n.tenant_id = ? AND n.id = w.id AND n.desired_hash IS DISTINCT FROM w.hash
          RETURNING n.tenant_id, n.id, n.desired_version, n.desired_hash, n.desired_at
        ), kept AS (
          INSERT INTO node_config (tenant_id, node_id, version, hash, created_at)
          SELECT tenant_id, id, desired_version, desired_hash, desired_at FROM moved
        )
        SELECT pg_notify('nova_config', id::text) FROM moved
        """,
        hashes.keySet().stream().map(NodeId::value).toArray(UUID[]::new),
        hashes.values().toArray(String[]::new),
        now,
        tenant.value());
  }
}
