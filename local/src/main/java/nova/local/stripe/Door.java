package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import nova.local.http.Answers;

/**
 * The API over HTTP: key, version, parameters, idempotency, errors. One request at a time; {@link
 * #locked} keeps others out as well.
 */
final class Door {
  private static final HttpString VERSION = new HttpString("Stripe-Version");
  private static final HttpString IDEMPOTENCY = new HttpString("Idempotency-Key");
  private static final int MAX_KEY = 255;
  private final String key;
  private final Things things;
  private final Routes routes;
  private final Clocks clocks;
  private final Expanding expanding;
  private final Replays replays = new Replays();
  private final Deque<Integer> faults = new ArrayDeque<>();
  private volatile boolean down;
  private volatile Consumer<Exchange> witness = _ -> {};

  /** One request and its answer, for tests that hold both against Stripe's types. */
  record Exchange(String method, String path, String asked, int status, JsonNode answer) {}

  Door(String key, Things things, Routes routes, Clocks clocks) {
    this.key = key;
    this.things = things;
    this.routes = routes;
    this.clocks = clocks;
    this.expanding = new Expanding(things);
  }

  void watchedBy(Consumer<Exchange> by) {
    witness = by;
  }

  /** Connections are dropped without an answer. */
  void down(boolean on) {
    down = on;
  }

  /** The next {@code times} calls are answered with that status. */
  void failNext(int times, int status) {
    synchronized (things) {
      for (int i = 0; i < times; i++) {
        faults.add(status);
      }
    }
  }

  void locked(Runnable work) {
    synchronized (things) {
      work.run();
    }
  }

  void answer(HttpServerExchange exchange) throws IOException {
    if (down) {
      exchange.getConnection().close();
      return;
    }
    String requestId = things.id("req_");
    exchange.getResponseHeaders().put(new HttpString("Request-Id"), requestId);
    exchange.getResponseHeaders().put(VERSION, LocalStripe.API_VERSION);
    String body = new String(Answers.body(exchange), StandardCharsets.UTF_8);
    synchronized (things) {
      try {
        answer(exchange, read(exchange, body));
      } catch (Refusal refusal) {
        Answers.json(exchange, refusal.status(), refusal.body());
      }
    }
  }

  private void answer(HttpServerExchange exchange, Request request) {
    Optional<Replays.Answer> before = replays.find(request, clocks.machineTime());
    if (before.isPresent()) {
      exchange.getResponseHeaders().put(new HttpString("Idempotent-Replayed"), "true");
      Answers.json(exchange, before.get().status(), before.get().body());
      return;
    }
    int status = 200;
    JsonNode answer;
    try {
      answer = expanding.expanded(routes.answer(request), request.asked());
      replays.keep(request, status, answer, clocks.machineTime());
    } catch (Refusal refusal) {
      status = refusal.status();
      answer = refusal.body();
      if (status == 402) { // it was carried out: the bank was asked
        replays.keep(request, status, answer, clocks.machineTime());
      }
    }
    if (!request.method().equals("GET")) {
      things.touched();
    }
    witness.accept(
        new Exchange(
            request.method(), request.path(), request.asked().canonical(), status, answer));
    Answers.json(exchange, status, answer);
  }

  private Request read(HttpServerExchange exchange, String body) {
    if (!faults.isEmpty()) {
      throw Refusal.fault(faults.remove());
    }
    if (!Answers.bearer(exchange).equals(key) && !basicUser(exchange).equals(key)) {
      throw Refusal.key();
    }
    String version = exchange.getRequestHeaders().getFirst(VERSION);
    boolean second = exchange.getRequestPath().startsWith("/v2/");
    if (version == null ? second : !version.equals(LocalStripe.API_VERSION)) {
      throw Refusal.invalid(
          "Stripe-Version",
          "Invalid Stripe API version: " + version + "; this is " + LocalStripe.API_VERSION);
    }
    return new Request(
        exchange.getRequestMethod().toString().toUpperCase(Locale.ROOT),
        exchange.getRequestPath(),
        List.of(),
        parameters(exchange, body, second),
        idempotencyKey(exchange));
  }

  private static Parameters parameters(HttpServerExchange exchange, String body, boolean json) {
    if (!json) {
      return Parameters.ofForm(exchange.getQueryString(), body);
    }
    try {
      return Parameters.ofJson(Answers.JSON.readTree(body.isEmpty() ? "{}" : body));
    } catch (IOException notJson) {
      throw Refusal.invalid("", "Invalid JSON");
    }
  }

  private static String idempotencyKey(HttpServerExchange exchange) {
    String sent = exchange.getRequestHeaders().getFirst(IDEMPOTENCY);
    if (sent != null && sent.length() > MAX_KEY) {
      throw Refusal.invalid("", "Idempotency keys are at most 255 characters");
    }
    boolean reading = exchange.getRequestMethod().equalToString("GET");
    return sent == null || reading ? "" : sent;
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
}
