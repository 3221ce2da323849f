package nova.local.digitalocean;

import io.undertow.server.HttpServerExchange;
import java.net.URI;
import java.util.Map;
import nova.local.http.Answers;
import nova.local.http.LoopbackServer;

/** DigitalOcean's "who am I". */
public final class LocalDigitalOcean implements AutoCloseable {
  private final String token;
  private final LoopbackServer server;

  private LocalDigitalOcean(int port, String token) {
    this.token = token;
    this.server = LoopbackServer.start(port, this::route);
  }

  /**
   * Starts it.
   *
   * @param port 0 chooses a free one
   * @param token the only token it accepts
   */
  public static LocalDigitalOcean start(int port, String token) {
    return new LocalDigitalOcean(port, token);
  }

  public URI uri() {
    return server.uri();
  }

  private void route(HttpServerExchange exchange) {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestPath();
    if (!Answers.bearer(exchange).equals(token)) {
      Answers.json(
          exchange, 401, Map.of("id", "Unauthorized", "message", "Unable to authenticate you"));
    } else if (request.equals("GET /v2/account")) {
      Answers.json(exchange, 200, Map.of("account", account()));
    } else {
      Answers.json(
          exchange,
          404,
          Map.of("id", "not_found", "message", "The resource you requested could not be found."));
    }
  }

  private static Map<String, Object> account() {
    return Map.of(
        "droplet_limit", 25,
        "floating_ip_limit", 5,
        "email", "nova@example.com",
        "name", "Nova",
        "uuid", "b6fr89dbf6d9156cace5f3c78dc9851d957381ef",
        "email_verified", true,
        "status", "active",
        "status_message", "");
  }

  @Override
  public void close() {
    server.close();
  }
}
