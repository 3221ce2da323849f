package nova.local.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Takes events to webhook endpoints, signed "t=…,v1=…" over "t.body" with HMAC-SHA256. An answer
 * other than 2xx, or none, is retried with growing pauses. For tests they can be held: then they
 * lie in {@link #held} until somebody sends or forgets them.
 */
final class Deliveries implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int MAX_ATTEMPTS = 16;
  private static final long FIRST_PAUSE_MILLIS = 1_000;
  private static final long LAST_PAUSE_MILLIS = 3_600_000;

  /** One event for one endpoint. */
  record Delivery(URI url, String secret, String body, String type, String event) {}

  private final Clocks clocks;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ScheduledExecutorService carrier =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("stripe-webhooks").factory());
  private final List<Delivery> held = new ArrayList<>();
  private volatile boolean holding;

  Deliveries(Clocks clocks) {
    this.clocks = clocks;
  }

  void queue(ObjectNode endpoint, ObjectNode event) {
    var delivery =
        new Delivery(
            URI.create(endpoint.path("url").asText()),
            endpoint.path("secret").asText(),
            event.toString(),
            event.path("type").asText(),
            event.path("id").asText());
    if (holding) {
      synchronized (held) {
        held.add(delivery);
      }
    } else {
      carrier.execute(() -> attempt(delivery, 1));
    }
  }

  /** From now on nothing leaves by itself. */
  void hold(boolean on) {
    holding = on;
  }

  /** What was held until now; no longer held. */
  List<Delivery> takeHeld() {
    synchronized (held) {
      List<Delivery> taken = List.copyOf(held);
      held.clear();
      return taken;
    }
  }

  /** Sends once, now; the answer's status, 0 when there was none. */
  int send(Delivery delivery) {
    HttpRequest request =
        HttpRequest.newBuilder(delivery.url())
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)")
            .header("Stripe-Signature", signature(delivery, clocks.machineTime()))
            .POST(HttpRequest.BodyPublishers.ofString(delivery.body()))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException noAnswer) {
      return 0;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  static String signature(Delivery delivery, long at) {
    return "t=" + at + ",v1=" + hmac(delivery.secret(), at + "." + delivery.body());
  }

  private void attempt(Delivery delivery, int number) {
    int status = send(delivery);
    if (status / 100 != 2 && number < MAX_ATTEMPTS && !carrier.isShutdown()) {
      long pause = Math.min(FIRST_PAUSE_MILLIS << (number - 1), LAST_PAUSE_MILLIS);
      var _ = carrier.schedule(() -> attempt(delivery, number + 1), pause, TimeUnit.MILLISECONDS);
    }
  }

  private static String hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  @Override
  public void close() {
    carrier.shutdownNow();
    http.shutdownNow();
  }
}
