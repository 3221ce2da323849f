package nova.platform.health;

import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;
import nova.platform.Component;
import nova.platform.persistence.Role;
import nova.platform.persistence.Role.Name;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Without PostgreSQL we can answer nobody. That it answers means its migrations are done. */
@Readiness
@Component
class DatabaseReadiness implements HealthCheck {
  private static final int SECONDS = 2;
  private final DataSource database;

  @Inject
  DatabaseReadiness(@Role(Name.READER) DataSource database) {
    this.database = database;
  }

  @Override
  public HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("postgresql");
    try (var connection = database.getConnection()) {
      return answer.status(connection.isValid(SECONDS)).build();
    } catch (SQLException e) {
      // the text may name hosts and users; the state is enough to act on
      return answer.withData("sqlState", String.valueOf(e.getSQLState())).down().build();
    }
  }
}
