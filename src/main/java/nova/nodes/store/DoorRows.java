package nova.nodes.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nova.kernel.NodeId;
import nova.kernel.TenantId;
import nova.nodes.AgentDoor.Application;
import nova.nodes.AgentDoor.Claimant;
import nova.nodes.Node;
import nova.platform.Component;
import nova.platform.persistence.Sql;

/** What the agents' door looks up and writes. */
@Component
public class DoorRows {

  /** A join token, known only by its hash. */
  public record Found(TenantId tenant, UUID id, String name) {}

  public Optional<Found> token(Sql sql, byte[] hash) {
    return sql.row(
        "SELECT tenant_id, id, name FROM join_token_by_hash(?)",
        row ->
            new Found(
                new TenantId(Sql.uuid(row, "tenant_id")),
                Sql.uuid(row, "id"),
                Sql.text(row, "name")),
        hash);
  }

  public Optional<Claimant> claimant(Sql sql, NodeId node) {
    return sql.row(
        "SELECT tenant_id, public_key, retired FROM node_at_the_door(?)",
        row ->
            new Claimant(
                new TenantId(Sql.uuid(row, "tenant_id")),
                node,
                row.getBytes("public_key"),
                row.getBoolean("retired")),
        node.value());
  }

  /** Which node has this key already, and what it is called. Retired ones too. */
  public record Holder(NodeId node, String name, boolean retired) {}

  public Optional<Holder> byKey(Sql sql, TenantId tenant, byte[] key) {
    return sql.row(
        "SELECT id, name, retired_at FROM node WHERE tenant_id = ? AND public_key = ?",
        row ->
            new Holder(
                new NodeId(Sql.uuid(row, "id")),
                Sql.text(row, "name"),
                row.getObject("retired_at") != null),
        tenant.value(),
        key);
  }

  public List<String> namesLike(Sql sql, TenantId tenant, String start) {
    return sql.rows(
        """
        SELECT lower(name) AS name FROM node
        WHERE tenant_id = ? AND retired_at IS NULL AND starts_with(lower(name), lower(?))
        """,
        row -> Sql.text(row, "name"),
        tenant.value(),
        start);
  }

  public void insert(
      Sql sql, TenantId tenant, NodeId id, String name, Application application, Instant now) {
    sql.update(
        """
        INSERT INTO node (tenant_id, id, name, hostname, public_key, enrolled_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        tenant.value(),
        id.value(),
        name,
        application.hostname(),
        application.publicKey(),
        now);
    facts(sql, tenant, id, application.facts());
  }

  public void facts(Sql sql, TenantId tenant, NodeId id, Node.Facts facts) {
    sql.update(
        """
        UPDATE node SET agent_version = ?, capability = ?, operating_system = ?, architecture = ?,
                        processors = ?, memory_bytes = ?, started_at = ?
        WHERE tenant_id = ? AND id = ?
        """,
        facts.agentVersion(),
        facts.capability(),
        facts.operatingSystem(),
        facts.architecture(),
        facts.processors(),
        facts.memoryBytes(),
        facts.startedAt(),
        tenant.value(),
        id.value());
  }

  public boolean admit(Sql sql, Claimant claimant, long atMillis) {
    return sql.update(
            """
            UPDATE node SET last_handshake_at_millis = ?
            WHERE tenant_id = ? AND id = ? AND last_handshake_at_millis < ? AND retired_at IS NULL
            """,
            atMillis,
            claimant.tenant().value(),
            claimant.node().value(),
            atMillis)
        == 1;
  }
}
