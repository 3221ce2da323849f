package nova.local.bench.metering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import nova.local.postgres.PostgresAccess;
import nova.local.postgres.PostgresAccess.Login;

/** The ledger's tables with organisations and nodes in them, and hours to close. */
final class LedgerHours implements AutoCloseable {
  /** 2033-01-01T00:00Z. */
  private static final long FIRST_HOUR = 1_988_150_400L / 3_600;

  private final Connection owner;
  private final Connection application;

  LedgerHours(PostgresAccess access) throws SQLException {
    this.owner = connect(access, access.owner());
    this.application = connect(access, access.application());
    this.application.setAutoCommit(false);
  }

  private static Connection connect(PostgresAccess access, Login login) throws SQLException {
    return DriverManager.getConnection(
        access.url() + "?currentSchema=nova", login.role(), login.password());
  }

  /** What Flyway does, without its history. */
  void migrate(Path root) throws IOException, SQLException {
    run("CREATE SCHEMA nova");
    run("CREATE TABLE nova.flyway_schema_history (installed_rank integer)");
    List<Path> migrations;
    try (var files = Files.list(root.resolve("db/migrations/postgresql"))) {
      migrations =
          files
              .filter(file -> file.getFileName().toString().endsWith(".sql"))
              .sorted(Comparator.comparingInt(LedgerHours::version))
              .toList();
    }
    for (Path migration : migrations) {
      run(
          Files.readString(migration)
              .replace("${app}", "nova_app")
              .replace("${reader}", "nova_reader"));
    }
  }

  private static int version(Path migration) {
    String name = migration.getFileName().toString();
    return Integer.parseInt(name.substring(1, name.indexOf("__")));
  }

  /** Every second organisation is on Pro. */
  void populate(int tenants, int nodes) throws SQLException {
    run(
        """
        CREATE TABLE bench_node AS
          SELECT t AS tenant, n AS number, md5('tenant ' || t)::uuid AS tenant_id,
                 md5('node ' || t || ' ' || n)::uuid AS node_id
          FROM generate_series(1, %d) t, generate_series(1, %d) n;
        INSERT INTO tenant (id, name, created_at)
          SELECT DISTINCT tenant_id, 'Bench', timestamptz '2032-01-01Z' FROM bench_node;
        INSERT INTO plan_change (tenant_id, from_hour, plan, chosen_at)
          SELECT DISTINCT tenant_id, 0, 'pro', timestamptz '2032-01-01Z' FROM bench_node WHERE tenant %% 2 = 0;
        INSERT INTO node (tenant_id, id, name, hostname, public_key, enrolled_at)
          SELECT tenant_id, node_id, 'edge-' || number, 'edge', decode(md5(node_id::text), 'hex'),
                 timestamptz '2032-01-01Z' FROM bench_node;
        """
            .formatted(tenants, nodes));
    run("VACUUM ANALYZE");
  }

  /** Contacts of some nodes in the n-th hour, as agents' reports leave them. */
  long contacts(int number, String which) throws SQLException {
    String sql =
        """
        INSERT INTO node_hour (tenant_id, node_id, hour, first_contact_at, last_contact_at)
          SELECT n.tenant_id, n.node_id, ?, to_timestamp(? * 3600 + 1), to_timestamp(? * 3600 + 3599)
          FROM bench_node n WHERE %s
        """
            .formatted(which);
    try (PreparedStatement insert = owner.prepareStatement(sql)) {
      for (int i = 1; i <= 3; i++) {
        insert.setLong(i, FIRST_HOUR + number);
      }
      return insert.executeUpdate();
    }
  }

  /** As the control plane does it: closed and priced in one transaction. Answers the seconds. */
  double close(int number) throws SQLException {
    long began = System.nanoTime();
    long hour = FIRST_HOUR + number;
    one("SELECT close_hour(" + hour + ", to_timestamp(" + (hour + 1) * 3_600 + " + 600))");
    one("SELECT charge_hour(" + hour + ", 'free')");
    application.commit();
    return (System.nanoTime() - began) / 1e9;
  }

  private void one(String sql) throws SQLException {
    try (Statement statement = application.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      if (!row.next() || row.getLong(1) == 0) {
        throw new IllegalStateException("nothing was done: " + sql);
      }
    }
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    owner.close();
    application.close();
  }
}
