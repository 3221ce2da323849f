package nova.nodes.store;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import java.io.StringReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nova.kernel.NodeId;
import nova.kernel.Problem;
import nova.kernel.TenantId;
import nova.nodes.Node;
import nova.nodes.Node.ConfigState;
import nova.nodes.Node.Facts;
import nova.nodes.Node.Live;
import nova.nodes.Node.Rollout;
import nova.nodes.Node.State;
import nova.platform.Component;
import nova.platform.persistence.Sql;
import org.jspecify.annotations.Nullable;

/** Nodes as people see them. */
@Component
public class NodeRows {
  static final Duration OFFLINE_AFTER = Duration.ofSeconds(20);

  /** Longer than an agent needs to apply a config. */
  private static final Duration APPLY_TAKES = Duration.ofSeconds(15);

  private static final String NODES =
      """
      SELECT n.*, b.capability AS needed, b.needs
      FROM node n LEFT JOIN config_body b ON b.tenant_id = n.tenant_id AND b.hash = n.desired_hash
      WHERE n.tenant_id = ? AND n.retired_at IS NULL
      """;

  public List<Node> page(Sql sql, TenantId tenant, int limit, @Nullable UUID before, Instant now) {
    return sql.rows(
        NODES + " AND (?::uuid IS NULL OR n.id < ?) ORDER BY n.id DESC LIMIT ?",
        row -> node(row, now),
        tenant.value(),
        before,
        before,
        limit);
  }

  public Optional<Node> find(Sql sql, TenantId tenant, NodeId id, Instant now) {
    return sql.row(NODES + " AND n.id = ?", row -> node(row, now), tenant.value(), id.value());
  }

  public Map<NodeId, String> names(Sql sql, TenantId tenant) {
    var names = new HashMap<NodeId, String>();
    sql.rows(
        "SELECT id, name FROM node WHERE tenant_id = ?",
        row -> names.put(new NodeId(Sql.uuid(row, "id")), Sql.text(row, "name")),
        tenant.value());
    return names;
  }

  public boolean nameTaken(Sql sql, TenantId tenant, NodeId but, String name) {
    return sql.row(
            """
            SELECT 1 FROM node
            WHERE tenant_id = ? AND lower(name) = lower(?) AND id <> ? AND retired_at IS NULL
            """,
            row -> true,
            tenant.value(),
            name,
            but.value())
        .isPresent();
  }

  /** Null: as it is. */
  public boolean change(
      Sql sql,
      TenantId tenant,
      NodeId id,
      @Nullable String name,
      @Nullable String zone,
      long revision) {
    return sql.update(
            """
            UPDATE node SET name = coalesce(?, name), zone = coalesce(?, zone),
                            revision = revision + 1
            WHERE tenant_id = ? AND id = ? AND revision = ? AND retired_at IS NULL
            """,
            name,
            zone,
            tenant.value(),
            id.value(),
            revision)
        == 1;
  }

  /** Tells the copy that holds its connection, at commit. */
  public boolean retire(Sql sql, TenantId tenant, NodeId id, Instant now) {
    int rows =
        sql.update(
            "UPDATE node SET retired_at = ? WHERE tenant_id = ? AND id = ? AND retired_at IS NULL",
            now,
            tenant.value(),
            id.value());
    sql.call("SELECT pg_notify('nova_config', ?)", id.toString());
    return rows == 1;
  }

  private static Node node(ResultSet row, Instant now) throws SQLException {
    Instant seen = Sql.optionalInstant(row, "last_seen_at");
    boolean online =
        row.getObject("connection_id") != null
            && seen != null
            && seen.isAfter(now.minus(OFFLINE_AFTER));
    Live live = live(row);
    return new Node(
        new NodeId(Sql.uuid(row, "id")),
        Sql.text(row, "name"),
        Sql.text(row, "hostname"),
        Sql.text(row, "zone"),
        row.getLong("revision"),
        online ? (live.draining() ? State.DRAINING : State.ONLINE) : State.OFFLINE,
        Sql.instant(row, "enrolled_at"),
        online ? Sql.optionalInstant(row, "connected_since") : null,
        seen,
        facts(row),
        live,
        config(row, now));
  }

  private static Facts facts(ResultSet row) throws SQLException {
    return new Facts(
        orEmpty(row.getString("agent_version")),
        row.getInt("capability"),
        orEmpty(row.getString("operating_system")),
        orEmpty(row.getString("architecture")),
        row.getInt("processors"),
        row.getLong("memory_bytes"),
        Sql.optionalInstant(row, "started_at"));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Live live(ResultSet row) throws SQLException {
    return new Live(
        row.getInt("open_connections"),
        row.getInt("spooled_batches"),
        row.getLong("resident_bytes"),
        row.getBoolean("draining"),
        NodeJson.servers(json(Sql.text(row, "servers"))));
  }

  private static ConfigState config(ResultSet row, Instant now) throws SQLException {
    long desired = row.getLong("desired_version");
    long applied = row.getLong("applied_version");
    boolean refused = row.getLong("refused_version") == desired && applied != desired;
    Instant changed = Sql.optionalInstant(row, "desired_at");
    boolean held = applied != desired && row.getInt("needed") > capability(row);
    return new ConfigState(
        desired,
        row.getLong("sent_version"),
        row.getLong("acknowledged_version"),
        applied,
        held ? Rollout.HELD : rollout(desired, applied, refused, changed, now),
        changed,
        Sql.optionalInstant(row, "applied_at"),
        held ? tooOld(row) : refused ? problems(row, "refused_problems") : List.of());
  }

  /** Before its first word any: it will tell. */
  private static int capability(ResultSet row) throws SQLException {
    int told = row.getInt("capability");
    return row.wasNull() ? Integer.MAX_VALUE : told;
  }

  private static List<Problem> tooOld(ResultSet row) throws SQLException {
    var problems = new ArrayList<Problem>();
    problems.add(
        new Problem(
            "",
            "agent-too-old",
            "Agent "
                + orEmpty(row.getString("agent_version"))
                + " does not understand this version, so it is not sent. Update the agent."));
    problems.addAll(problems(row, "needs"));
    return problems;
  }

  private static List<Problem> problems(ResultSet row, String column) throws SQLException {
    String kept = row.getString(column);
    return kept == null ? List.of() : NodeJson.problems(json(kept));
  }

  private static Rollout rollout(
      long desired, long applied, boolean refused, @Nullable Instant changed, Instant now) {
    if (applied == desired) {
      return Rollout.CURRENT;
    }
    if (refused) {
      return Rollout.REFUSED;
    }
    boolean late = changed != null && changed.plus(APPLY_TAKES).isBefore(now);
    return late ? Rollout.DRIFTING : Rollout.PENDING;
  }

  private static JsonArray json(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readArray();
    }
  }
}
