package nova.local.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import nova.local.secrets.LocalSecrets;

/** PostgreSQL 18 as a child process, its data kept in a directory. */
public final class LocalPostgres implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final String ADMIN = "postgres-admin";
  private static final String RULES =
      """
      local all all scram-sha-256
      host all all 127.0.0.1/32 scram-sha-256
      """;
  private final EmbeddedPostgres server;
  private final PostgresAccess access;

  private LocalPostgres(EmbeddedPostgres server, PostgresAccess access) {
    this.server = server;
    this.access = access;
  }

  /**
   * Starts on kept data when there are any.
   *
   * @param port 0 chooses a free one
   */
  public static LocalPostgres start(Path directory, int port, LocalSecrets secrets)
      throws IOException, SQLException {
    Files.createDirectories(directory);
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory.resolve("data"))
            .setOverrideWorkingDirectory(directory.resolve("binaries").toFile())
            .setCleanDataDirectory(false)
            .setPort(port)
            .setPGStartupWait(START_TIMEOUT)
            .setConnectConfig("password", secrets.get(ADMIN))
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("max_connections", "200")
            .setServerConfig("shared_buffers", "64MB")
            .start();
    String admin =
        address(server.getPort()) + "postgres?user=postgres&password=" + secrets.get(ADMIN);
    checkPasswords(admin, directory.resolve("data/pg_hba.conf"), secrets);
    PostgresAccess access = accessOn(server.getPort(), secrets);
    PostgresRoles.prepare(admin, access);
    return new LocalPostgres(server, access);
  }

  /** How it will be reached when it runs on that port. */
  public static PostgresAccess accessOn(int port, LocalSecrets secrets) {
    return PostgresAccess.on(address(port), secrets);
  }

  private static String address(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/";
  }

  /** initdb as the library calls it trusts everybody on this machine; from here on it does not. */
  private static void checkPasswords(String adminUrl, Path rules, LocalSecrets secrets)
      throws IOException, SQLException {
    if (Files.readString(rules).equals(RULES)) {
      return;
    }
    try (Connection admin = DriverManager.getConnection(adminUrl);
        Statement statement = admin.createStatement()) {
      // the password first: a crash in between leaves a server that can still be entered
      statement.execute("ALTER ROLE postgres PASSWORD '" + secrets.get(ADMIN) + "'");
      Files.writeString(rules, RULES);
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  public PostgresAccess access() {
    return access;
  }

  public int port() {
    return server.getPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
