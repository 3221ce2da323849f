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

/**
 * PostgreSQL and ClickHouse: embedded, or the user's own. How they are reached is known before they
 * run, so that what needs them can be on its way meanwhile.
 */
final class Stores {
  private static final String POSTGRES = "NOVA_POSTGRES_URL";
  private static final String CLICKHOUSE = "NOVA_CLICKHOUSE_URL";
  private final WorldSettings settings;
  private final LocalSecrets secrets;
  private final PostgresAccess postgres;
  private final ClickHouseAccess clickhouse;

  /** Opens nothing yet. */
  Stores(WorldSettings settings, LocalSecrets secrets) {
    this.settings = settings;
    this.secrets = secrets;
    this.postgres =
        theirs(POSTGRES).isEmpty()
            ? LocalPostgres.accessOn(settings.ports().postgres(), secrets)
            : PostgresAccess.on(server(theirs(POSTGRES)), secrets);
    this.clickhouse =
        theirs(CLICKHOUSE).isEmpty()
            ? LocalClickHouse.accessOn(settings.ports().clickhouse(), secrets)
            : theirClickHouse();
  }

  PostgresAccess postgres() {
    return postgres;
  }

  ClickHouseAccess clickhouse() {
    return clickhouse;
  }

  /** Ready for work; closing it stops it when it is ours. */
  AutoCloseable openPostgres() throws IOException, SQLException {
    if (theirs(POSTGRES).isEmpty()) {
      return LocalPostgres.start(
          settings.directory().resolve("postgres"), settings.ports().postgres(), secrets);
    }
    PostgresRoles.prepare(theirs(POSTGRES), postgres);
    return () -> {};
  }

  /** Ready for work; closing it stops it when it is ours. */
  AutoCloseable openClickHouse() throws IOException, InterruptedException {
    if (theirs(CLICKHOUSE).isEmpty()) {
      return LocalClickHouse.start(
          settings.directory().resolve("clickhouse"),
          settings.ports().clickhouse(),
          settings.root().resolve("local/node_modules"),
          secrets);
    }
    return () -> {};
  }

  private String theirs(String variable) {
    return settings.external().getOrDefault(variable, "");
  }

  private static String server(String url) {
    return "jdbc:postgresql://" + URI.create(url.replaceFirst("^jdbc:", "")).getAuthority() + "/";
  }

  private ClickHouseAccess theirClickHouse() {
    Map<String, String> external = settings.external();
    return new ClickHouseAccess(
        theirs(CLICKHOUSE),
        external.getOrDefault("NOVA_CLICKHOUSE_DATABASE", "nova"),
        login(external, "NOVA_CLICKHOUSE_WRITER", "nova_writer"),
        login(external, "NOVA_CLICKHOUSE_READER", "nova_reader"));
  }

  private static ClickHouseAccess.Login login(
      Map<String, String> external, String variable, String usual) {
    return new ClickHouseAccess.Login(
        external.getOrDefault(variable, usual), external.getOrDefault(variable + "_PASSWORD", ""));
  }
}
