package nova.nodes.store;

import jakarta.json.Json;
import java.io.StringReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import nova.kernel.NodeId;
import nova.kernel.TenantId;
import nova.nodes.AdcId;
import nova.nodes.Node.ServerState;
import nova.platform.Component;
import nova.platform.persistence.Sql;

/** What nodes last told of the servers of one ADC. */
@Component
public class SeenRows {

  /**
   * One node's view.
   *
   * @param current it serves the config it should
   * @param told it has reported since it does
   */
  public record NodeView(
      NodeId id,
      String name,
      boolean online,
      boolean current,
      boolean told,
      List<ServerState> servers) {
    public NodeView {
      servers = List.copyOf(servers);
    }
  }

  public List<NodeView> of(Sql sql, TenantId tenant, AdcId adc, Instant now) {
    return sql.rows(
        """
        SELECT n.id, n.name, n.connection_id IS NOT NULL AND n.last_seen_at > ? AS online,
               n.applied_version = n.desired_version AS current,
               coalesce(n.reported_at >= n.applied_at, false) AS told,
               coalesce((SELECT jsonb_agg(s) FROM jsonb_array_elements(n.servers) s
                         WHERE s ->> 'adc' = ?), '[]') AS seen
        FROM node n WHERE n.tenant_id = ? AND n.retired_at IS NULL ORDER BY lower(n.name)
        """,
        SeenRows::view,
        now.minus(NodeRows.OFFLINE_AFTER),
        adc.toString(),
        tenant.value());
  }

  private static NodeView view(ResultSet row) throws SQLException {
    try (var reader = Json.createReader(new StringReader(Sql.text(row, "seen")))) {
      return new NodeView(
          new NodeId(Sql.uuid(row, "id")),
          Sql.text(row, "name"),
          row.getBoolean("online"),
          row.getBoolean("current"),
          row.getBoolean("told"),
          NodeJson.servers(reader.readArray()));
    }
  }
}
