package nova.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import nova.local.sentry.LocalSentry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** What the server under test reported as unexpected. */
public final class TestErrors {
  private static final String KEY = "testkey";
  private static @Nullable LocalSentry sentry;

  private TestErrors() {}

  /** Returns the address to report to. */
  static String start() {
    sentry = LocalSentry.start(0, KEY);
    return sentry.dsn();
  }

  static void stop() {
    if (sentry != null) {
      sentry.close();
    }
  }

  /** The reports about one request, once there is one. */
  public static List<JsonNode> about(String requestId) {
    return Awaitility.await()
        .atMost(TestWorld.PATIENCE)
        .until(() -> reported(requestId), found -> !found.isEmpty());
  }

  private static List<JsonNode> reported(String requestId) {
    return Objects.requireNonNull(sentry).events().stream()
        .filter(event -> event.path("tags").path("requestId").asText().equals(requestId))
        .toList();
  }
}
