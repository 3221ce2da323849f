package nova.platform.health;

import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import nova.platform.Component;
import nova.platform.settings.ClickHouseSettings;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells whether ClickHouse answers, and is up either way: without charts we still sign people in,
 * ship configs and hold batches on the nodes. A balancer that took us out for it would end all
 * that.
 */
@Readiness
@Component
class ClickHouseReadiness implements HealthCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final HttpRequest ping;

  @Inject
  ClickHouseReadiness(ClickHouseSettings settings) {
    ping = HttpRequest.newBuilder(settings.url().resolve("/ping")).timeout(PATIENCE).build();
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("clickhouse").withData("answers", answers()).up().build();
  }

  private boolean answers() {
    try {
      return client.send(ping, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
