package nova.nodes.store;

import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import nova.kernel.NodeId;
import nova.kernel.Problem;
import nova.kernel.TenantId;
import nova.platform.Component;
import nova.platform.persistence.Sql;

/** Compiled configs, and which of them each node should serve. */
@Component
public class ConfigRows {

  public void lock(Sql sql, TenantId tenant) {
    sql.call("SELECT pg_advisory_xact_lock(hashtextextended('nova.nodes ' || ?, 0))", tenant + "");
  }

  /** A node and where it stands. */
  public record Placed(NodeId id, String zone) {}

  /**
   * A compiled config.
   *
   * @param capability an agent must have at least
   * @param needs why
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  public record Body(String hash, byte[] body, long capability, List<Problem> needs) {}

  public List<Placed> nodes(Sql sql, TenantId tenant) {
    return sql.rows(
        "SELECT id, zone FROM node WHERE tenant_id = ? AND retired_at IS NULL ORDER BY id",
        row -> new Placed(new NodeId(Sql.uuid(row, "id")), Sql.text(row, "zone")),
        tenant.value());
  }

  public void keep(Sql sql, TenantId tenant, Collection<Body> bodies) {
    sql.update(
        """
        INSERT INTO config_body (tenant_id, hash, body, capability, needs)
        SELECT ?, b.hash, decode(b.body, 'base64'), b.capability, b.needs::jsonb
        FROM unnest(?::text[], ?::text[], ?::bigint[], ?::text[]) AS b(hash, body, capability, needs)
        ON CONFLICT DO NOTHING
        """,
        tenant.value(),
        texts(bodies, Body::hash),
        texts(bodies, it -> Base64.getEncoder().encodeToString(it.body())),
        bodies.stream().map(Body::capability).toArray(Long[]::new),
        texts(bodies, it -> NodeJson.writeProblems(it.needs())));
  }

  private static String[] texts(Collection<Body> bodies, Function<Body, String> of) {
    return bodies.stream().map(of).toArray(String[]::new);
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
