package nova.local.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import nova.local.http.Answers;
import nova.local.http.Page;

/** What a sample web server answers. */
final class SamplePages {
  private static final long MOST_BYTES = 1L << 30;
  private static final int MOST_SAID_BYTES = 1 << 20;
  private static final long LONGEST_WAIT_MILLIS = 120_000;
  private static final int EVENTS = 5;
  private static final Duration DOWN = Duration.ofSeconds(10);
  private final String name;
  private final Consumer<Duration> down;
  private volatile int health = 200;

  SamplePages(String name, Consumer<Duration> down) {
    this.name = name;
    this.down = down;
  }

  void route(HttpServerExchange exchange) throws IOException, InterruptedException {
    String path = exchange.getRequestPath();
    switch (path) {
      case "/hello" -> Answers.text(exchange, 200, "hello from server " + name + "\n");
      case "/health" -> Answers.text(exchange, health, health == 200 ? "ok\n" : "not well\n");
      case "/bytes" -> bytes(exchange);
      case "/slow" -> slow(exchange);
      case "/echo" -> echo(exchange);
      case "/chunked" -> chunked(exchange);
      case "/sse" -> events(exchange);
      case "/_control" -> control(exchange);
      case "/" -> Answers.html(exchange, 200, front());
      default -> status(exchange, path);
    }
  }

  private String front() {
    return Page.of(
        "Server " + name,
        """
        <p>This page came from <strong>server %s</strong>. Reload: a balancer in front takes turns.</p>
        <p class="soft">/hello · /bytes?n=1000 · /slow?ms=500 · /status/503 · /echo · /chunked · /sse · /ws · /health</p>
        """
            .formatted(Page.escape(name)));
  }

  private static long number(HttpServerExchange exchange, String parameter, long most) {
    try {
      long value = Long.parseLong(Answers.query(exchange, parameter).orElse("1000"));
      return Math.clamp(value, 0, most);
    } catch (NumberFormatException notANumber) {
      return 1000;
    }
  }

  /** The same bytes for the same n, whichever server answers: 0, 1, … 250, 0, 1, … */
  private static void bytes(HttpServerExchange exchange) throws IOException {
    long length = number(exchange, "n", MOST_BYTES);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/octet-stream");
    exchange.getResponseHeaders().put(Headers.ETAG, "\"bytes-" + length + "\"");
    exchange.setResponseContentLength(length);
    byte[] block = new byte[251 * 256];
    for (int i = 0; i < block.length; i++) {
      block[i] = (byte) (i % 251);
    }
    try (OutputStream out = exchange.getOutputStream()) {
      for (long left = length; left > 0; left -= block.length) {
        out.write(block, 0, (int) Math.min(left, block.length));
      }
    }
  }

  private void slow(HttpServerExchange exchange) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(number(exchange, "ms", LONGEST_WAIT_MILLIS));
    Answers.text(exchange, 200, "slow hello from server " + name + "\n");
  }

  private void echo(HttpServerExchange exchange) throws IOException {
    Map<String, Object> headers = new LinkedHashMap<>();
    for (HeaderValues values : exchange.getRequestHeaders()) {
      headers.put(values.getHeaderName().toString(), List.copyOf(Arrays.asList(values.toArray())));
    }
    Map<String, Object> seen = new LinkedHashMap<>();
    seen.put("server", name);
    seen.put("method", exchange.getRequestMethod().toString());
    seen.put("path", exchange.getRequestURI());
    seen.put("query", exchange.getQueryString());
    seen.put("headers", headers);
    body(exchange, seen);
    Answers.json(exchange, 200, seen);
  }

  /** Says a short body, and of any body how long it was and its digest. */
  private static void body(HttpServerExchange exchange, Map<String, Object> seen)
      throws IOException {
    exchange.setMaxEntitySize(MOST_BYTES);
    MessageDigest digest = sha256();
    byte[] start;
    long length;
    try (InputStream in = new DigestInputStream(exchange.getInputStream(), digest)) {
      start = in.readNBytes(MOST_SAID_BYTES + 1);
      length = start.length + in.transferTo(OutputStream.nullOutputStream());
    }
    if (length <= MOST_SAID_BYTES) {
      seen.put("body", new String(start, StandardCharsets.UTF_8));
    }
    seen.put("bodyBytes", length);
    seen.put("bodySha256", HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static void chunked(HttpServerExchange exchange) throws IOException {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
    try (OutputStream out = exchange.getOutputStream()) {
      for (int i = 0; i < EVENTS; i++) {
        out.write(("chunk " + i + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }
  }

  private static void events(HttpServerExchange exchange) throws IOException, InterruptedException {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/event-stream");
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    try (OutputStream out = exchange.getOutputStream()) {
      for (int i = 0; i < EVENTS; i++) {
        out.write(("id: " + i + "\ndata: event " + i + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  private void control(HttpServerExchange exchange) throws IOException {
    JsonNode order =
        Answers.jsonBody(exchange).orElseGet(Answers.JSON::createObjectNode).path("health");
    if (order.asText().equals("down")) {
      down.accept(DOWN);
      Answers.text(exchange, 200, "port closed for " + DOWN.toSeconds() + " s\n");
    } else if (order.asInt() >= 200 && order.asInt() <= 599) {
      health = order.asInt();
      Answers.text(exchange, 200, "health is " + health + "\n");
    } else {
      Answers.text(exchange, 400, "send {\"health\":200..599} or {\"health\":\"down\"}\n");
    }
  }

  private static void status(HttpServerExchange exchange, String path) {
    if (path.matches("/status/[2-5][0-9][0-9]")) {
      int code = Integer.parseInt(path.substring("/status/".length()));
      Answers.text(exchange, code, code == 204 || code == 304 ? "" : code + "\n");
    } else {
      Answers.text(exchange, 404, "nothing here\n");
    }
  }
}
