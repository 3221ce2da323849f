package nova.local.sentry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import nova.local.http.Answers;
import nova.local.http.LoopbackServer;
import nova.local.http.Page;

/** Sentry's envelope endpoint, showing the events it is given. */
public final class LocalSentry implements AutoCloseable {
  private static final int MOST_EVENTS = 200;
  private static final int LARGEST_ENVELOPE_BYTES = 20 << 20;
  private static final Pattern ENVELOPE = Pattern.compile("/api/[0-9]+/envelope/?");
  private final Deque<JsonNode> events = new ArrayDeque<>();
  private final String key;
  private final LoopbackServer server;

  private LocalSentry(int port, String key) {
    this.key = key;
    this.server = LoopbackServer.start(port, new BlockingHandler(this::route));
  }

  /**
   * Starts it.
   *
   * @param port 0 chooses a free one
   * @param key the public key of its only project, number 1
   */
  public static LocalSentry start(int port, String key) {
    return new LocalSentry(port, key);
  }

  public URI uri() {
    return server.uri();
  }

  /** What to give an SDK. */
  public String dsn() {
    return dsn(server.port(), key);
  }

  /** What an SDK will be given when it runs on that port. */
  public static String dsn(int port, String key) {
    return "http://" + key + "@127.0.0.1:" + port + "/1";
  }

  /** The newest first. */
  public List<JsonNode> events() {
    synchronized (events) {
      return List.copyOf(events);
    }
  }

  private void route(HttpServerExchange exchange) throws IOException {
    String path = exchange.getRequestPath();
    String method = exchange.getRequestMethod().toString();
    if (method.equals("POST") && ENVELOPE.matcher(path).matches()) {
      take(exchange);
    } else if (method.equals("GET") && path.equals("/")) {
      Answers.html(exchange, 200, page());
    } else if (method.equals("GET") && path.equals("/events")) {
      Answers.json(exchange, 200, events());
    } else if (method.equals("DELETE") && path.equals("/events")) {
      synchronized (events) {
        events.clear();
      }
      Answers.empty(exchange, 204);
    } else {
      Answers.json(exchange, 404, Map.of("detail", "not found"));
    }
  }

  private void take(HttpServerExchange exchange) throws IOException {
    String auth = exchange.getRequestHeaders().getFirst("X-Sentry-Auth");
    String query = Answers.query(exchange, "sentry_key").orElse("");
    if (!query.equals(key) && (auth == null || !auth.contains("sentry_key=" + key))) {
      Answers.json(exchange, 403, Map.of("detail", "missing or unknown sentry_key"));
      return;
    }
    byte[] body = Answers.body(exchange);
    if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
      try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
        body = plain.readNBytes(LARGEST_ENVELOPE_BYTES);
      }
    }
    try {
      for (JsonNode event : Envelope.events(body)) {
        synchronized (events) {
          events.addFirst(event);
          if (events.size() > MOST_EVENTS) {
            events.removeLast();
          }
        }
      }
      Answers.json(exchange, 200, Map.of("id", Envelope.id(body)));
    } catch (IOException notAnEnvelope) {
      Answers.json(exchange, 400, Map.of("detail", "bad envelope"));
    }
  }

  private String page() {
    List<JsonNode> all = events();
    String list =
        all.stream()
            .map(
                e ->
                    "<article><strong>%s</strong><pre>%s</pre></article>"
                        .formatted(
                            Page.escape(Envelope.headline(e)), Page.escape(e.toPrettyString())))
            .collect(Collectors.joining());
    return Page.of("Caught errors", all.isEmpty() ? "<p class=\"soft\">No errors yet.</p>" : list);
  }

  @Override
  public void close() {
    server.close();
  }

  /** A Sentry envelope: a line of JSON, then items, each a line of JSON and a payload. */
  private static final class Envelope {
    private static final byte LINE_END = '\n';

    static List<JsonNode> events(byte[] bytes) throws IOException {
      List<JsonNode> found = new java.util.ArrayList<>();
      int at = lineEnd(bytes, 0) + 1;
      while (at < bytes.length) {
        int end = lineEnd(bytes, at);
        if (end == at) {
          at++;
          continue;
        }
        JsonNode header = Answers.JSON.readTree(new String(bytes, at, end - at, UTF_8));
        int start = Math.min(end + 1, bytes.length);
        int stop =
            header.has("length")
                ? Math.min(bytes.length, start + Math.max(0, header.path("length").asInt()))
                : lineEnd(bytes, start);
        if (header.path("type").asText().equals("event")) {
          found.add(Answers.JSON.readTree(new String(bytes, start, stop - start, UTF_8)));
        }
        at = stop + 1;
      }
      return found;
    }

    static String id(byte[] bytes) throws IOException {
      JsonNode header = Answers.JSON.readTree(new String(bytes, 0, lineEnd(bytes, 0), UTF_8));
      return header.path("event_id").asText("");
    }

    static String headline(JsonNode event) {
      JsonNode exceptions = event.path("exception").path("values");
      JsonNode last = exceptions.path(Math.max(0, exceptions.size() - 1));
      return last.isMissingNode()
          ? event.path("message").path("formatted").asText(event.path("event_id").asText())
          : last.path("type").asText() + ": " + last.path("value").asText();
    }

    private static int lineEnd(byte[] bytes, int from) {
      int at = from;
      while (at < bytes.length && bytes[at] != LINE_END) {
        at++;
      }
      return at;
    }
  }
}
