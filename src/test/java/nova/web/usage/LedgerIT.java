package nova.web.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import nova.testing.NovaWar;
import nova.testing.SignedUp;
import nova.testing.TestPostgres;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a customer downloads, checked with the script that the documentation gives them. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class LedgerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String HOURS_AGO = "floor(extract(epoch FROM now()) / 3600)::bigint - ";

  @Deployment
  static WebArchive war() {
    return NovaWar.shipped();
  }

  private record Ran(int code, String said) {}

  @Test
  void the_check_in_the_documentation_holds_and_notices_a_change(@TempDir Path directory)
      throws Exception {
    var customer = SignedUp.anybody();
    hours(customer, 3);
    String csv = customer.client().get(customer.path("/ledger/csv")).body();
    assertThat(csv.lines()).hasSize(1 + 3 * 2);
    Path script = Files.writeString(directory.resolve("check.cjs"), checkInTheDocumentation());
    var intact = check(script, Files.writeString(directory.resolve("ledger.csv"), csv));
    assertThat(intact.code()).as(intact.said()).isZero();

    var verified = customer.client().get(customer.path("/ledger/verification")).json();
    assertThat(verified.getBoolean("intact")).isTrue();
    assertThat(verified.getInt("nodeHours")).isEqualTo(6);
    assertThat(intact.said()).contains("3 links are intact", verified.getString("head"));
    assertThat(customer.client().get(customer.path("/ledger?limit=2")).json().getString("next"))
        .isNotEmpty();

    String altered = csv.replaceFirst(":00:01\\.000000Z", ":00:02.000000Z");
    var noticed = check(script, Files.writeString(directory.resolve("altered.csv"), altered));
    assertThat(noticed.code()).isNotZero();
    assertThat(noticed.said()).contains("link 1 was changed");
  }

  @Test
  void usage_is_told_by_node_and_as_csv_with_names_that_no_spreadsheet_runs() throws Exception {
    var customer = SignedUp.named("=1+1");
    hours(customer, 2);
    var nodes = customer.client().get(customer.path("/usage/nodes")).json().getJsonArray("nodes");
    assertThat(nodes).hasSize(2);
    assertThat(nodes.getJsonObject(0).getInt("nodeHours")).isEqualTo(2);
    String csv = customer.client().get(customer.path("/usage/node-hours.csv")).body();
    assertThat(csv.lines()).hasSize(1 + 2 * 2);
    assertThat(csv).contains(",\"'=edge-1\",").doesNotContain("\"=edge");
  }

  /** Two nodes in each of the last hours, closed as the control plane closes. */
  private static void hours(SignedUp customer, int count) throws SQLException {
    UUID tenant = UUID.fromString(customer.organisation());
    try (Connection owner = TestPostgres.nova(TestPostgres.OWNER);
        var statement = owner.createStatement()) {
      for (int node = 1; node <= 2; node++) {
        statement.execute(
            """
            WITH made AS (
              INSERT INTO node (tenant_id, id, name, hostname, public_key, enrolled_at)
              VALUES ('%s', gen_random_uuid(), '=edge-%d', 'edge', '\\x0%d', now() - interval '9 days')
              RETURNING tenant_id, id)
            INSERT INTO node_hour (tenant_id, node_id, hour, first_contact_at, last_contact_at)
              SELECT tenant_id, id, h, to_timestamp(h * 3600 + 1), to_timestamp(h * 3600 + 61)
              FROM made, generate_series(%s%d, %s2) h
            """
                .formatted(tenant, node, node, HOURS_AGO, 1 + count, HOURS_AGO));
      }
      for (int ago = 1 + count; ago > 1; ago--) {
        statement.execute("SELECT close_hour(" + HOURS_AGO + ago + ", now())");
        statement.execute("SELECT charge_hour(" + HOURS_AGO + ago + ", 'free')");
      }
    }
  }

  private static String checkInTheDocumentation() throws IOException {
    Path root = Path.of(System.getProperty("nova.root", "."));
    String text = Files.readString(root.resolve("docs/metering.md"));
    int begin = text.indexOf("```js\n") + "```js\n".length();
    return text.substring(begin, text.indexOf("```", begin));
  }

  private static Ran check(Path script, Path ledger) throws IOException, InterruptedException {
    Process node =
        new ProcessBuilder("node", script.toString(), ledger.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(node.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return new Ran(node.exitValue(), said);
  }
}
