package nova.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import nova.kernel.NodeId;
import nova.kernel.TenantId;

/** Organisations and nodes put straight into the database "rules". */
public final class TestNodes {
  private TestNodes() {}

  /** An organisation of its own. */
  public static TenantId tenant(Instant at) throws SQLException {
    var tenant = new TenantId(UUID.randomUUID());
    run(
        tenant,
        "INSERT INTO tenant (id, name, created_at) VALUES (?, 'Acme', ?)",
        tenant.value(),
        at);
    return tenant;
  }

  public static NodeId enrol(TenantId tenant, Instant at) throws SQLException {
    return enrol(tenant, new NodeId(UUID.randomUUID()), at);
  }

  public static NodeId enrol(TenantId tenant, NodeId node, Instant at) throws SQLException {
    run(
        tenant,
        """
        INSERT INTO node (tenant_id, id, name, hostname, public_key, enrolled_at)
        VALUES (?, ?, 'edge-' || substr(md5(?), 1, 12), 'edge', convert_to(?, 'UTF8'), ?)
        """,
        tenant.value(),
        node.value(),
        node.toString(),
        node.toString(),
        at);
    return node;
  }

  public static void retire(TenantId tenant, NodeId node, Instant at) throws SQLException {
    run(
        tenant,
        "UPDATE node SET retired_at = ? WHERE tenant_id = ? AND id = ?",
        at,
        tenant.value(),
        node.value());
  }

  private static void run(TenantId tenant, String sql, Object... parameters) throws SQLException {
    try (Connection app = TestPostgres.rules(TestPostgres.APP);
        var scope = app.createStatement()) {
      scope.execute("SELECT set_config('nova.tenant', '" + tenant + "', false)");
      try (PreparedStatement statement = app.prepareStatement(sql)) {
        for (int i = 0; i < parameters.length; i++) {
          Object value = parameters[i];
          statement.setObject(
              i + 1, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
        }
        statement.executeUpdate();
      }
    }
  }
}
