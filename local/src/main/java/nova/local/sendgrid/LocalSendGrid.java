package nova.local.sendgrid;

import static nova.local.http.Answers.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import nova.local.http.Answers;
import nova.local.http.LoopbackServer;

/** SendGrid's mail send, catching what it is given. */
public final class LocalSendGrid implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private final MailBox box = new MailBox();
  private final Faults faults = new Faults();
  private final String key;
  private final InstantSource clock;
  private final LoopbackServer server;

  private LocalSendGrid(int port, String key, InstantSource clock) {
    this.key = key;
    this.clock = clock;
    this.server = LoopbackServer.start(port, new BlockingHandler(this::route));
  }

  /**
   * Starts it.
   *
   * @param port 0 chooses a free one
   * @param key the only API key it accepts
   */
  public static LocalSendGrid start(int port, String key, InstantSource clock) {
    return new LocalSendGrid(port, key, clock);
  }

  public URI uri() {
    return server.uri();
  }

  /** The newest first. */
  public List<Mail> mails() {
    return box.to("");
  }

  /** The next {@code times} sends are answered with that status. */
  public void failNext(int times, int status) {
    faults.set(times, status, Duration.ZERO);
  }

  /** The next {@code times} sends are answered only after that long. */
  public void delayNext(int times, Duration wait) {
    faults.set(times, 0, wait);
  }

  private void route(HttpServerExchange exchange) throws IOException {
    String path = exchange.getRequestPath();
    switch (exchange.getRequestMethod() + " " + path) {
      case "POST /v3/mail/send" -> send(exchange);
      case "GET /" -> Answers.html(exchange, 200, MailPages.list(box.to("")));
      case "GET /mails" -> json(exchange, 200, box.to(Answers.query(exchange, "to").orElse("")));
      case "DELETE /mails" -> {
        box.clear();
        Answers.empty(exchange, 204);
      }
      case "POST /_control" -> control(exchange);
      default -> one(exchange, path);
    }
  }

  private void one(HttpServerExchange exchange, String path) {
    boolean page = path.endsWith("/html");
    String id = path.replaceFirst("^/mails/", "").replaceFirst("/html$", "");
    Optional<Mail> mail =
        exchange.getRequestMethod().equalToString("GET") ? box.get(id) : Optional.empty();
    if (mail.isEmpty()) {
      json(exchange, 404, errors("not found", ""));
    } else if (page) {
      // what a letter brings along runs nowhere: no scripts, an origin of its own
      exchange
          .getResponseHeaders()
          .put(
              new HttpString("Content-Security-Policy"),
              "sandbox allow-popups allow-popups-to-escape-sandbox; script-src 'none'");
      Answers.html(exchange, 200, "<base target=\"_blank\">" + mail.get().html());
    } else {
      json(exchange, 200, mail.get());
    }
  }

  private void send(HttpServerExchange exchange) throws IOException {
    Optional<JsonNode> body = Answers.jsonBody(exchange);
    Faults.Fault fault = faults.next();
    pause(fault.delay());
    if (fault.status() != 0) {
      json(
          exchange,
          fault.status(),
          errors(fault.status() == 429 ? "too many requests" : "fault", ""));
    } else if (!Answers.bearer(exchange).equals(key)) {
      json(
          exchange,
          401,
          errors("The provided authorization grant is invalid, expired, or revoked", ""));
    } else if (body.isEmpty()) {
      json(exchange, 400, errors("Bad Request", ""));
    } else {
      take(exchange, new MailRequest(body.get()));
    }
  }

  private void take(HttpServerExchange exchange, MailRequest request) {
    Map<String, String> wrong = request.faults();
    if (!wrong.isEmpty()) {
      json(
          exchange,
          400,
          Map.of(
              "errors",
              wrong.entrySet().stream().map(e -> error(e.getValue(), e.getKey())).toList()));
      return;
    }
    String id = UUID.randomUUID().toString().replace("-", "").toLowerCase(Locale.ROOT);
    box.add(
        new Mail(
            id,
            clock.instant().toString(),
            request.from(),
            request.to(),
            request.subject(),
            request.part("text/plain"),
            request.part("text/html")));
    exchange.getResponseHeaders().put(new HttpString("X-Message-Id"), id);
    Answers.empty(exchange, 202);
  }

  private void control(HttpServerExchange exchange) throws IOException {
    JsonNode order = Answers.jsonBody(exchange).orElseGet(Answers.JSON::createObjectNode);
    Duration wait = Duration.ofMillis(order.path("waitMillis").asLong(0));
    faults.set(
        order.path("times").asInt(1),
        order.path("answer").asInt(0),
        wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    Answers.empty(exchange, 204);
  }

  private static void pause(Duration wait) {
    try {
      TimeUnit.NANOSECONDS.sleep(wait.toNanos());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, Object> errors(String message, String field) {
    return Map.of("errors", List.of(error(message, field)));
  }

  private static Map<String, Object> error(String message, String field) {
    return field.isEmpty()
        ? Map.of("message", message)
        : Map.of("message", message, "field", field);
  }

  @Override
  public void close() {
    server.close();
  }
}
