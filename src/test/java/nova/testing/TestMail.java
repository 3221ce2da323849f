package nova.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** SendGrid's mail/send, as far as a letter goes: refuses a wrong key, keeps what it is given. */
public final class TestMail {
  static final String KEY = "SG.test-key";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern TOKEN = Pattern.compile("/verify\\?token=([A-Za-z0-9_-]+)");
  private static final List<JsonObject> LETTERS = new CopyOnWriteArrayList<>();
  private static final Queue<Integer> REFUSALS = new ConcurrentLinkedQueue<>();
  private final HttpServer server;

  private TestMail(HttpServer server) {
    this.server = server;
  }

  static TestMail start() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(address, 50);
    server.createContext("/v3/mail/send", TestMail::take);
    server.setExecutor(
        Executors.newCachedThreadPool(
            task -> Thread.ofPlatform().daemon().name("mail").unstarted(task)));
    server.start();
    return new TestMail(server);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static void take(HttpExchange exchange) throws IOException {
    try (exchange;
        var reader = Json.createReader(exchange.getRequestBody())) {
      JsonObject letter = reader.readObject();
      boolean known =
          ("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
      @Nullable Integer refusal = REFUSALS.poll();
      int status = refusal != null ? refusal : known ? 202 : 401;
      if (status == 202) {
        LETTERS.add(letter);
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  /** The next letter anybody sends is answered with this status. */
  public static void refuseNext(int status) {
    REFUSALS.add(status);
  }

  /** Every letter to an address, as SendGrid got it. */
  public static List<JsonObject> to(String email) {
    return LETTERS.stream()
        .filter(
            letter ->
                letter.getJsonArray("personalizations").toString().contains('"' + email + '"'))
        .toList();
  }

  public static JsonObject await(String email, String subject) {
    return awaitAll(email, subject, 1).getLast();
  }

  public static List<JsonObject> awaitAll(String email, String subject, int count) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                to(email).stream()
                    .filter(letter -> letter.getString("subject").contains(subject))
                    .toList(),
            found -> found.size() >= count);
  }

  /** The token in the newest verification letter to an address. */
  public static String verificationToken(String email) {
    Matcher matcher = TOKEN.matcher(await(email, "Verify").toString());
    if (!matcher.find()) {
      throw new AssertionError("no link in the letter");
    }
    return matcher.group(1);
  }
}
