package nova.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL with Nova's three roles. The database "nova" is the deployed war's; "rules" is
 * migrated here, for tests of the schema that need no server.
 */
public final class TestPostgres implements AutoCloseable {
  public static final String OWNER = "nova_owner";
  public static final String APP = "nova_app";
  public static final String READER = "nova_reader";
  private static final String PASSWORD = "test-password-of-";
  private static @Nullable TestPostgres running;
  private final EmbeddedPostgres server;

  private TestPostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  static TestPostgres start() throws IOException {
    var started = new TestPostgres(EmbeddedPostgres.builder().start());
    try (Connection admin = started.server.getPostgresDatabase().getConnection();
        var statement = admin.createStatement()) {
      for (String role : new String[] {OWNER, APP, READER}) {
        statement.execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + PASSWORD + role + "'");
      }
      for (String database : new String[] {"nova", "rules"}) {
        statement.execute("CREATE DATABASE " + database + " OWNER " + OWNER);
        statement.execute("REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
        statement.execute("GRANT CONNECT ON DATABASE " + database + " TO " + APP + ", " + READER);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    running = started;
    migrate("rules");
    return started;
  }

  /** As {@link nova.platform.persistence} does at every start; returns how many steps it took. */
  public static int migrate(String database) {
    return flyway(database).load().migrate().migrationsExecuted;
  }

  private static FluentConfiguration flyway(String database) {
    return Flyway.configure()
        .dataSource(running().url(database), OWNER, PASSWORD + OWNER)
        .locations("classpath:db/migrations/postgresql")
        .callbackLocations("classpath:db/callback")
        .defaultSchema("nova")
        .placeholders(Map.of("app", APP, "reader", READER));
  }

  /** As an earlier version of Nova left it. */
  public static void migrateUpTo(String database, String version) {
    flyway(database).target(version).load().migrate();
  }

  /** A database without a table. */
  public static void createEmpty(String database) throws SQLException {
    try (Connection admin = running().server.getPostgresDatabase().getConnection();
        var statement = admin.createStatement()) {
      statement.execute("CREATE DATABASE " + database + " OWNER " + OWNER);
    }
  }

  private static TestPostgres running() {
    if (running == null) {
      throw new IllegalStateException("integration tests run in Maven's verify, with a server");
    }
    return running;
  }

  Map<String, String> settings() {
    return Map.of(
        "NOVA_POSTGRES_URL",
        url("nova"),
        "NOVA_POSTGRES_OWNER",
        OWNER,
        "NOVA_POSTGRES_OWNER_PASSWORD",
        PASSWORD + OWNER,
        "NOVA_POSTGRES_APP",
        APP,
        "NOVA_POSTGRES_APP_PASSWORD",
        PASSWORD + APP,
        "NOVA_POSTGRES_READER",
        READER,
        "NOVA_POSTGRES_READER_PASSWORD",
        PASSWORD + READER);
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
  }

  /** To the migrated database that no server uses, as one of the roles. */
  public static Connection rules(String role) throws SQLException {
    return connect("rules", role);
  }

  static String rulesUrl() {
    return running().url("rules") + "?currentSchema=nova";
  }

  static String password(String role) {
    return PASSWORD + role;
  }

  /** To the database of the deployed war, as one of the roles. */
  public static Connection nova(String role) throws SQLException {
    return connect("nova", role);
  }

  /** To any database, as one of the roles. */
  public static Connection connect(String database, String role) throws SQLException {
    return DriverManager.getConnection(
        running().url(database) + "?currentSchema=nova", role, PASSWORD + role);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
