package nova.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import nova.local.secrets.LocalSecrets;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {
  @TempDir Path dir;

  @Test
  void rows_and_roles_outlive_a_restart_and_the_reader_cannot_write() throws Exception {
    LocalSecrets secrets = new LocalSecrets(dir.resolve("secrets"));
    try (LocalPostgres first = LocalPostgres.start(dir, 0, secrets);
        Connection owner = connect(first, first.access().owner())) {
      owner.createStatement().execute("CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
      owner.createStatement().execute("GRANT SELECT ON kept TO nova_reader");
    }
    try (LocalPostgres second = LocalPostgres.start(dir, 0, secrets);
        Connection reader = connect(second, second.access().reader())) {
      ResultSet rows = reader.createStatement().executeQuery("SELECT n FROM kept");
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(7);
      assertThatThrownBy(() -> reader.createStatement().execute("INSERT INTO kept VALUES (8)"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> reader.createStatement().execute("CREATE TABLE mine (n int)"))
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void a_wrong_password_is_refused_to_every_role_before_and_after_a_restart() throws Exception {
    LocalSecrets secrets = new LocalSecrets(dir.resolve("secrets"));
    for (int start = 0; start < 2; start++) {
      try (LocalPostgres postgres = LocalPostgres.start(dir, 0, secrets)) {
        connect(postgres, postgres.access().application()).close();
        for (String role : List.of("nova_owner", "nova_app", "nova_reader", "postgres")) {
          // the server takes its new rules a moment after it was told of them
          Awaitility.await()
              .untilAsserted(
                  () ->
                      assertThatThrownBy(
                              () -> connect(postgres, new PostgresAccess.Login(role, "wrong")))
                          .hasMessageContaining("password authentication failed"));
        }
      }
    }
  }

  private static Connection connect(LocalPostgres postgres, PostgresAccess.Login login)
      throws SQLException {
    return DriverManager.getConnection(postgres.access().url(), login.role(), login.password());
  }
}
