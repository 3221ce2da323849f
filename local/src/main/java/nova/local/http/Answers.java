package nova.local.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.Optional;

/** Reading requests and writing answers. */
public final class Answers {
  public static final ObjectMapper JSON = new ObjectMapper();

  private Answers() {}

  public static void json(HttpServerExchange exchange, int status, Object value) {
    try {
      send(exchange, status, "application/json", JSON.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void html(HttpServerExchange exchange, int status, String page) {
    send(exchange, status, "text/html; charset=utf-8", page);
  }

  public static void text(HttpServerExchange exchange, int status, String text) {
    send(exchange, status, "text/plain; charset=utf-8", text);
  }

  private static void send(HttpServerExchange exchange, int status, String type, String body) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
    exchange.getResponseSender().send(body, StandardCharsets.UTF_8);
  }

  /** Nothing to say but the status. */
  public static void empty(HttpServerExchange exchange, int status) {
    exchange.setStatusCode(status);
    exchange.endExchange();
  }

  /** The whole body; the server bounds its length. */
  public static byte[] body(HttpServerExchange exchange) throws IOException {
    return exchange.getInputStream().readAllBytes();
  }

  /** The body as JSON; empty when it is none. */
  public static Optional<JsonNode> jsonBody(HttpServerExchange exchange) throws IOException {
    try {
      JsonNode node = JSON.readTree(body(exchange));
      return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  public static Optional<String> query(HttpServerExchange exchange, String name) {
    Deque<String> values = exchange.getQueryParameters().get(name);
    return values == null ? Optional.empty() : Optional.ofNullable(values.peekFirst());
  }

  /** The token of {@code Authorization: Bearer}, empty without one. */
  public static String bearer(HttpServerExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
    return header != null && header.startsWith("Bearer ") ? header.substring(7).strip() : "";
  }
}
