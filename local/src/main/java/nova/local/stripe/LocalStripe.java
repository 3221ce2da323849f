package nova.local.stripe;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import nova.local.http.Answers;
import nova.local.http.LoopbackServer;

/** Stripe's "who am I". */
public final class LocalStripe implements AutoCloseable {
  private final String key;
  private final LoopbackServer server;

  private LocalStripe(int port, String key) {
    this.key = key;
    this.server = LoopbackServer.start(port, this::route);
  }

  /**
   * Starts it.
   *
   * @param port 0 chooses a free one
   * @param key the only secret key it accepts
   */
  public static LocalStripe start(int port, String key) {
    return new LocalStripe(port, key);
  }

  public URI uri() {
    return server.uri();
  }

  private void route(HttpServerExchange exchange) {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestPath();
    if (!Answers.bearer(exchange).equals(key) && !basicUser(exchange).equals(key)) {
      error(exchange, 401, "Invalid API Key provided");
    } else if (request.equals("GET /v1/account")) {
      Answers.json(
          exchange,
          200,
          Map.of(
              "id",
              "acct_1NovaLocal",
              "object",
              "account",
              "country",
              "DE",
              "default_currency",
              "eur",
              "charges_enabled",
              true,
              "payouts_enabled",
              true));
    } else {
      error(exchange, 404, "Unrecognized request URL (" + request.replace(" ", ": ") + ").");
    }
  }

  private static String basicUser(HttpServerExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
    if (header == null || !header.startsWith("Basic ")) {
      return "";
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring("Basic ".length()).strip());
      String pair = new String(decoded, StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? pair : pair.substring(0, colon);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }

  private static void error(HttpServerExchange exchange, int status, String message) {
    Answers.json(
        exchange,
        status,
        Map.of("error", Map.of("type", "invalid_request_error", "message", message)));
  }

  @Override
  public void close() {
    server.close();
  }
}
