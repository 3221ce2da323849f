package nova.local.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import nova.local.secrets.LocalSecrets;

/** PostgreSQL 18 as a child process, its data kept in a directory. */
public final class LocalPostgres implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
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
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("max_connections", "200")
            .setServerConfig("shared_buffers", "64MB")
            .start();
    String server5432 = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/";
    PostgresAccess access =
        PostgresRoles.prepare(server.getJdbcUrl("postgres", "postgres"), server5432, secrets);
    return new LocalPostgres(server, access);
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
