package nova.platform.persistence;

import static java.lang.System.Logger.Level.INFO;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.Map;
import javax.sql.DataSource;
import nova.platform.Component;
import nova.platform.StartOrder;
import nova.platform.persistence.Role.Name;
import nova.platform.settings.PostgresSettings;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema up to date before anything else touches the database. Copies that start at the
 * same time wait for each other on Flyway's lock in PostgreSQL. A failed migration ends the start.
 */
@Component
class Migrations {
  private static final System.Logger LOG = System.getLogger(Migrations.class.getName());
  private final DataSource owner;
  private final PostgresSettings settings;

  @Inject
  Migrations(@Role(Name.OWNER) DataSource owner, PostgresSettings settings) {
    this.owner = owner;
    this.settings = settings;
  }

  void start(@Observes @Priority(StartOrder.MIGRATIONS) Startup event) {
    var result =
        Flyway.configure(Migrations.class.getClassLoader())
            .dataSource(owner)
            .locations("classpath:db/migrations/postgresql")
            .callbackLocations("classpath:db/callback")
            .defaultSchema("nova")
            .placeholders(Map.of("app", settings.appRole(), "reader", settings.readerRole()))
            .connectRetries(Math.toIntExact(settings.connectPatience().toSeconds()))
            .connectRetriesInterval(1)
            .validateMigrationNaming(true)
            .cleanDisabled(true)
            .load()
            .migrate();
    LOG.log(
        INFO,
        "Database at version {0}, {1} migrations applied",
        result.targetSchemaVersion,
        result.migrationsExecuted);
  }
}
