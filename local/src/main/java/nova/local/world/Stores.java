package nova.local.world;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.Map;
import nova.local.clickhouse.ClickHouseAccess;
import nova.local.clickhouse.LocalClickHouse;
import nova.local.postgres.LocalPostgres;
import nova.local.postgres.PostgresAccess;
import nova.local.postgres.PostgresRoles;
import nova.local.secrets.LocalSecrets;

/** PostgreSQL and ClickHouse: embedded, or the user's own. */
final class Stores {
  /** A store that can be stopped when it is ours. */
  record Opened<T>(T access, AutoCloseable stop) {}

  private Stores() {}

  static Opened<PostgresAccess> postgres(WorldSettings settings, LocalSecrets secrets)
      throws IOException, SQLException {
    String external = settings.external().getOrDefault("NOVA_POSTGRES_URL", "");
    if (external.isEmpty()) {
      LocalPostgres server =
          LocalPostgres.start(
              settings.directory().resolve("postgres"), settings.ports().postgres(), secrets);
      return new Opened<>(server.access(), server);
    }
    URI uri = URI.create(external.replaceFirst("^jdbc:", ""));
    String server = "jdbc:postgresql://" + uri.getAuthority() + "/";
    return new Opened<>(PostgresRoles.prepare(external, server, secrets), () -> {});
  }

  static Opened<ClickHouseAccess> clickhouse(WorldSettings settings, LocalSecrets secrets)
      throws IOException, InterruptedException {
    Map<String, String> external = settings.external();
    String url = external.getOrDefault("NOVA_CLICKHOUSE_URL", "");
    if (url.isEmpty()) {
      LocalClickHouse server =
          LocalClickHouse.start(
              settings.directory().resolve("clickhouse"),
              settings.ports().clickhouse(),
              settings.root().resolve("local/node_modules"),
              secrets);
      return new Opened<>(server.access(), server);
    }
    return new Opened<>(
        new ClickHouseAccess(
            url,
            external.getOrDefault("NOVA_CLICKHOUSE_DATABASE", "nova"),
            login(external, "NOVA_CLICKHOUSE_WRITER", "nova_writer"),
            login(external, "NOVA_CLICKHOUSE_READER", "nova_reader")),
        () -> {});
  }

  private static ClickHouseAccess.Login login(
      Map<String, String> external, String variable, String usual) {
    return new ClickHouseAccess.Login(
        external.getOrDefault(variable, usual), external.getOrDefault(variable + "_PASSWORD", ""));
  }
}
