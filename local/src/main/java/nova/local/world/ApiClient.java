package nova.local.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import nova.local.http.Answers;

/** Calls Nova's REST API: with an API token, or with the cookie of a session it opened itself. */
final class ApiClient implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(TIMEOUT).cookieHandler(new CookieManager()).build();
  private final URI api;
  private final String token;
  private String csrf = "";

  ApiClient(URI api, String token) {
    this.api = api;
    this.token = token;
  }

  void csrf(String sessionToken) {
    csrf = sessionToken;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build(), 200);
  }

  JsonNode post(String path, Object body, int expected) throws IOException, InterruptedException {
    String json = Answers.JSON.writeValueAsString(body);
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(json)).build(), expected);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(api + path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json");
    if (!token.isEmpty()) {
      builder.header("Authorization", "Bearer " + token);
    }
    if (!csrf.isEmpty()) {
      builder.header("X-CSRF-Token", csrf);
    }
    return builder;
  }

  private JsonNode send(HttpRequest request, int expected)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != expected) {
      throw new IOException(
          "%s %s: %d instead of %d: %s"
              .formatted(
                  request.method(), request.uri(), answer.statusCode(), expected, answer.body()));
    }
    return Answers.JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    client.close();
  }
}
