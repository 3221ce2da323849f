package nova.local.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import nova.local.secrets.LocalSecrets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalClickHouseTest {
  private static final Path MODULES = Path.of("node_modules");
  private static final String TENANT = "0199aaaa-0000-7000-8000-000000000001";
  @TempDir Path dir;

  @Test
  void acknowledged_rows_outlive_a_stop_and_a_kill() throws Exception {
    try (LocalClickHouse first = start()) {
      first.query("CREATE TABLE nova.kept (n UInt64) ENGINE = MergeTree ORDER BY n");
      first.query("INSERT INTO nova.kept VALUES (1)");
    }
    try (LocalClickHouse second = start()) {
      assertThat(second.query("SELECT count() FROM nova.kept")).isEqualTo("1\n");
      second.query("INSERT INTO nova.kept VALUES (2)");
      second.kill();
    }
    try (LocalClickHouse third = start()) {
      assertThat(third.query("SELECT count() FROM nova.kept")).isEqualTo("2\n");
      assertThat(third.query("SELECT version()")).startsWith("26.7.");
    }
  }

  @Test
  void the_reader_sees_the_tenant_it_names_and_nothing_without_one() throws Exception {
    try (LocalClickHouse clickhouse = start()) {
      clickhouse.query(
          "CREATE TABLE nova.traffic (tenant_id UUID) ENGINE = MergeTree ORDER BY tenant_id");
      clickhouse.query("INSERT INTO nova.traffic VALUES ('" + TENANT + "'), (generateUUIDv4())");
      String count = "SELECT count() FROM nova.traffic";
      assertThat(asReader(clickhouse, count, "")).isEqualTo("0\n");
      assertThat(asReader(clickhouse, count, "&log_comment=" + TENANT)).isEqualTo("1\n");
      assertThat(asReader(clickhouse, "INSERT INTO nova.traffic VALUES (generateUUIDv4())", ""))
          .contains("Not enough privileges");
    }
  }

  private LocalClickHouse start() throws IOException, InterruptedException {
    return LocalClickHouse.start(dir, 0, MODULES, new LocalSecrets(dir.resolve("secrets")));
  }

  private static String asReader(LocalClickHouse clickhouse, String sql, String settings)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(clickhouse.access().url() + "/?database=nova" + settings))
            .header("X-ClickHouse-User", clickhouse.access().reader().user())
            .header("X-ClickHouse-Key", clickhouse.access().reader().password())
            .POST(HttpRequest.BodyPublishers.ofString(sql))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
