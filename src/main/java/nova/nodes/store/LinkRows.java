package nova.nodes.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nova.kernel.NodeId;
import nova.kernel.Problem;
import nova.nodes.LinkedNodes.Desired;
import nova.nodes.LinkedNodes.Link;
import nova.nodes.LinkedNodes.Standing;
import nova.nodes.Node;
import nova.platform.Component;
import nova.platform.persistence.Sql;

/** What the link keeps of a node. Every update asks that the connection is still the newest. */
@Component
public class LinkRows {
  private static final String MINE = " WHERE tenant_id = ? AND id = ? AND connection_id = ?";

  public void connected(Sql sql, Link link, long appliedVersion, Instant now) {
    sql.update(
        """
        UPDATE node SET connection_id = ?, connected_since = ?, draining = false,
                        last_seen_at = greatest(last_seen_at, ?),
                        applied_at = CASE WHEN applied_version = ? THEN applied_at ELSE ? END,
                        applied_version = ?
        WHERE tenant_id = ? AND id = ? AND retired_at IS NULL
        """,
        link.connection(),
        now,
        now,
        appliedVersion,
        now,
        appliedVersion,
        link.tenant().value(),
        link.node().value());
    // another copy may hold the connection this one replaces
    sql.call("SELECT pg_notify('nova_config', ?)", link.node().toString());
  }

  public void disconnected(Sql sql, Link link) {
    update(sql, link, "UPDATE node SET connection_id = NULL, connected_since = NULL" + MINE);
  }

  public Optional<Desired> desired(Sql sql, Link link) {
    return sql.row(
        """
        SELECT n.desired_version, b.body, b.capability, n.retired_at IS NOT NULL AS retired
        FROM node n JOIN config_body b ON b.tenant_id = n.tenant_id AND b.hash = n.desired_hash
        WHERE n.tenant_id = ? AND n.id = ?
        """,
        row ->
            new Desired(
                row.getLong("desired_version"),
                row.getBytes("body"),
                row.getInt("capability"),
                row.getBoolean("retired")),
        link.tenant().value(),
        link.node().value());
  }

  public List<Standing> standing(Sql sql, Collection<NodeId> nodes) {
    return sql.rows(
        "SELECT * FROM linked_nodes(?)",
        row ->
            new Standing(
                new NodeId(Sql.uuid(row, "id")),
                row.getLong("desired_version"),
                row.getObject("connection_id", UUID.class),
                row.getBoolean("retired")),
        (Object) nodes.stream().map(NodeId::value).toArray(UUID[]::new));
  }

  public void sent(Sql sql, Link link, long version) {
    update(sql, link, "UPDATE node SET sent_version = ?" + MINE + " AND sent_version < ?", version);
  }

  public void acknowledged(Sql sql, Link link, long version) {
    update(
        sql,
        link,
        "UPDATE node SET acknowledged_version = ?" + MINE + " AND acknowledged_version < ?",
        version);
  }

  public void applied(Sql sql, Link link, long version, Instant now) {
    sql.update(
        "UPDATE node SET applied_version = ?, applied_at = ?,"
            + " acknowledged_version = greatest(acknowledged_version, ?)"
            + MINE
            + " AND applied_version < ?",
        version,
        now,
        version,
        link.tenant().value(),
        link.node().value(),
        link.connection(),
        version);
  }

  public void refused(Sql sql, Link link, long version, List<Problem> problems, long applied) {
    sql.update(
        "UPDATE node SET refused_version = ?, refused_problems = ?::jsonb, applied_version = ?,"
            + " acknowledged_version = greatest(acknowledged_version, ?)"
            + MINE
            + " AND refused_version <= ?",
        version,
        NodeJson.writeProblems(problems),
        applied,
        version,
        link.tenant().value(),
        link.node().value(),
        link.connection(),
        version);
  }

  public void live(Sql sql, Link link, Node.Live live, Instant now) {
    sql.update(
        "UPDATE node SET draining = ?, open_connections = ?, spooled_batches = ?,"
            + " resident_bytes = ?, servers = ?::jsonb, reported_at = ?,"
            + " last_seen_at = greatest(last_seen_at, ?)"
            + MINE,
        live.draining(),
        live.openConnections(),
        live.spooledBatches(),
        live.residentBytes(),
        NodeJson.write(live.servers()),
        now,
        now,
        link.tenant().value(),
        link.node().value(),
        link.connection());
  }

  public void seen(Sql sql, Map<Link, Instant> contacts) {
    var links = List.copyOf(contacts.keySet());
    sql.call(
        "SELECT nodes_seen(?, ?, ?)",
        links.stream().map(link -> link.node().value()).toArray(UUID[]::new),
        links.stream().map(Link::connection).toArray(UUID[]::new),
        links.stream().map(contacts::get).toArray(Instant[]::new));
  }

  private static void update(Sql sql, Link link, String statement) {
    sql.update(statement, link.tenant().value(), link.node().value(), link.connection());
  }

  private static void update(Sql sql, Link link, String statement, long version) {
    sql.update(
        statement, version, link.tenant().value(), link.node().value(), link.connection(), version);
  }
}
