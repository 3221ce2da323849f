package nova.local.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sentry.Sentry;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import nova.local.sentry.LocalSentry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SentryFidelityTest {
  private static final long FLUSH_MILLIS = 5_000;
  private final LocalSentry sentry = LocalSentry.start(0, "right");

  @AfterEach
  void stop() {
    Sentry.close();
    sentry.close();
  }

  @Test
  void an_error_reported_by_their_own_client_is_caught_and_shown() throws Exception {
    report(sentry.dsn());
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !sentry.events().isEmpty());
    JsonNode event = sentry.events().getFirst();
    JsonNode exception = event.path("exception").path("values").path(0);
    assertThat(exception.path("type").asText()).isEqualTo("IllegalStateException");
    assertThat(exception.path("value").asText()).isEqualTo("the <pump> stands still");
    assertThat(event.path("environment").asText()).isEqualTo("local");
    assertThat(get("/")).contains("the &lt;pump&gt; stands still");
  }

  @Test
  void an_error_reported_with_a_wrong_key_is_not_caught() throws Exception {
    report(sentry.dsn().replace("right", "wrong"));
    assertThat(get("/events")).isEqualTo("[]");
  }

  /** Returns after the client sent it or gave up. */
  private static void report(String dsn) {
    Sentry.init(
        options -> {
          options.setDsn(dsn);
          options.setEnvironment("local");
          options.setEnableUncaughtExceptionHandler(false);
          options.setEnableShutdownHook(false);
        });
    Sentry.captureException(new IllegalStateException("the <pump> stands still"));
    Sentry.flush(FLUSH_MILLIS);
  }

  private String get(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(sentry.uri().resolve(path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
