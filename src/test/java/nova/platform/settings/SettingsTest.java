package nova.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "NOVA_PUBLIC_URL", "https://nova.example/",
          "NOVA_POSTGRES_OWNER_PASSWORD", "o",
          "NOVA_POSTGRES_APP_PASSWORD", "a",
          "NOVA_POSTGRES_READER_PASSWORD", "r",
          "NOVA_CLICKHOUSE_URL", "http://127.0.0.1:8123",
          "NOVA_CLICKHOUSE_WRITER_PASSWORD", "w",
          "NOVA_CLICKHOUSE_READER_PASSWORD", "r",
          "NOVA_SENDGRID_KEY", "k",
          "NOVA_MAIL_FROM", "nova@nova.example");

  @Test
  void the_rest_has_defaults() {
    Settings settings = read(LEAST);
    assertThat(settings.http().publicUrl()).isEqualTo(URI.create("https://nova.example"));
    assertThat(settings.http().secure()).isTrue();
    assertThat(settings.postgres().appRole()).isEqualTo("nova_app");
    assertThat(settings.postgres().readerRole()).isEqualTo("nova_reader");
    assertThat(settings.clickHouse().database()).isEqualTo("nova");
    assertThat(settings.mail().sendGridUrl()).isEqualTo(URI.create("https://api.sendgrid.com"));
    assertThat(settings.billing().on()).isTrue();
    assertThat(settings.stripe().key()).isNull();
    assertThat(settings.stripe().url()).isEqualTo(URI.create("https://api.stripe.com"));
    assertThat(settings.stripe().webhookSecret()).isNull();
    assertThat(settings.errorReports().sentryDsn()).isNull();
    assertThat(settings.errorReports().environment()).isEqualTo("production");
  }

  @Test
  void every_variable_is_read() {
    var all = new HashMap<>(LEAST);
    all.put("NOVA_POSTGRES_APP", "app");
    all.put("NOVA_POSTGRES_READER", "reader");
    all.put("NOVA_CLICKHOUSE_DATABASE", "d");
    all.put("NOVA_CLICKHOUSE_WRITER", "cw");
    all.put("NOVA_CLICKHOUSE_READER", "cr");
    all.put("NOVA_SENDGRID_URL", "http://127.0.0.1:1");
    all.put("NOVA_SENTRY_DSN", "http://k@127.0.0.1/1");
    all.put("NOVA_ENVIRONMENT", "local");
    all.put("NOVA_BILLING", "off");
    all.put("NOVA_STRIPE_KEY", "sk_test_k");
    all.put("NOVA_STRIPE_URL", "http://127.0.0.1:2");
    all.put("NOVA_STRIPE_WEBHOOK_SECRET", "whsec_s");
    Settings settings = read(all);
    assertThat(settings.postgres().appRole()).isEqualTo("app");
    assertThat(settings.postgres().readerRole()).isEqualTo("reader");
    assertThat(settings.clickHouse().database()).isEqualTo("d");
    assertThat(settings.clickHouse().writer()).isEqualTo("cw");
    assertThat(settings.clickHouse().reader()).isEqualTo("cr");
    assertThat(settings.clickHouse().writerPassword().value()).isEqualTo("w");
    assertThat(settings.clickHouse().readerPassword().value()).isEqualTo("r");
    assertThat(settings.mail().sendGridUrl()).isEqualTo(URI.create("http://127.0.0.1:1"));
    assertThat(settings.mail().sendGridKey().value()).isEqualTo("k");
    assertThat(settings.mail().from()).isEqualTo("nova@nova.example");
    assertThat(Objects.requireNonNull(settings.errorReports().sentryDsn()).value())
        .isEqualTo("http://k@127.0.0.1/1");
    assertThat(settings.errorReports().environment()).isEqualTo("local");
    assertThat(settings.billing().on()).isFalse();
    assertThat(Objects.requireNonNull(settings.stripe().key()).value()).isEqualTo("sk_test_k");
    assertThat(settings.stripe().url()).isEqualTo(URI.create("http://127.0.0.1:2"));
    assertThat(Objects.requireNonNull(settings.stripe().webhookSecret()).value())
        .isEqualTo("whsec_s");
    assertThat(settings.toString()).doesNotContain("k@127");
  }

  @Test
  void everything_missing_or_malformed_is_told_at_once() {
    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        "NOVA_PUBLIC_URL", "ftp://x",
                        "NOVA_POSTGRES_APP", "a\"b",
                        "NOVA_BILLING", "maybe")))
        .hasMessageContainingAll(
            "NOVA_PUBLIC_URL is not http",
            "NOVA_POSTGRES_APP is not a plain role name",
            "NOVA_BILLING is neither on nor off",
            "NOVA_POSTGRES_OWNER_PASSWORD is missing",
            "NOVA_POSTGRES_APP_PASSWORD is missing",
            "NOVA_POSTGRES_READER_PASSWORD is missing",
            "NOVA_CLICKHOUSE_URL is missing",
            "NOVA_CLICKHOUSE_WRITER_PASSWORD is missing",
            "NOVA_CLICKHOUSE_READER_PASSWORD is missing",
            "NOVA_SENDGRID_KEY is missing",
            "NOVA_MAIL_FROM is missing");
  }

  @Test
  void a_secret_may_lie_in_a_file(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("key"), "from-file\n");
    var variables = new HashMap<>(LEAST);
    variables.remove("NOVA_SENDGRID_KEY");
    variables.put("NOVA_SENDGRID_KEY_FILE", file.toString());
    assertThat(read(variables).mail().sendGridKey().value()).isEqualTo("from-file");
    variables.put("NOVA_SENDGRID_KEY", "too");
    assertThatThrownBy(() -> read(variables)).hasMessageContaining("both set");
  }

  private static Settings read(Map<String, String> variables) {
    return Settings.read(new EnvironmentReader(variables::get));
  }
}
