package nova.testing;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolverFactory;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Talks to the deployed war from outside. Every answer is held against openapi.yaml: a status that
 * is not in the document, or a property that is missing or of another form, fails the test.
 */
public final class ContractClient {
  private static final OpenApiInteractionValidator CONTRACT = contract();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final String base;
  private final Map<String, String> headers = new LinkedHashMap<>();

  public ContractClient(String serverUrl) {
    this.base = serverUrl;
  }

  /** Nobody in particular, at the test server. */
  public static ContractClient stranger() {
    return new ContractClient(TestWorld.url());
  }

  private static OpenApiInteractionValidator contract() {
    try {
      Path root = Path.of(System.getProperty("nova.root", "."));
      String document = Files.readString(root.resolve("src/main/resources/META-INF/openapi.yaml"));
      return OpenApiInteractionValidator.createForInlineApiSpecification(document)
          .withLevelResolver(
              // allOf parts each refuse the properties of the others otherwise
              LevelResolverFactory.withAdditionalPropertiesIgnored())
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An answer that kept to the contract. */
  public record Answer(int status, Map<String, String> headers, String body) {
    public JsonObject json() {
      try (var reader = Json.createReader(new StringReader(body))) {
        return reader.readObject();
      }
    }

    public @Nullable String header(String name) {
      return headers.get(name.toLowerCase(Locale.ROOT));
    }
  }

  /** This client, sending one more header with everything. */
  public ContractClient with(String header, String value) {
    var more = new ContractClient(base);
    more.headers.putAll(headers);
    more.headers.put(header, value);
    return more;
  }

  public ContractClient bearer(String token) {
    return with("Authorization", "Bearer " + token);
  }

  public Answer get(String path) {
    return send("GET", path, null);
  }

  public Answer post(String path, String json) {
    return send("POST", path, json);
  }

  public Answer patch(String path, String json) {
    return send("PATCH", path, json);
  }

  public Answer put(String path, String json) {
    return send("PUT", path, json);
  }

  public Answer delete(String path) {
    return send("DELETE", path, null);
  }

  /**
   * Sends a request below /api/v1.
   *
   * @param path from "/", with query
   */
  public Answer send(String method, String path, @Nullable String json) {
    var request =
        HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
            .timeout(PATIENCE)
            .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    if (json != null && !headers.containsKey("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    Answer answer = exchange(request.build());
    check(method, path, answer);
    return answer;
  }

  private Answer exchange(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      var headers = new LinkedHashMap<String, String>();
      response
          .headers()
          .map()
          .forEach(
              (name, values) ->
                  headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
      return new Answer(response.statusCode(), headers, response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void check(String method, String path, Answer answer) {
    var response = SimpleResponse.Builder.status(answer.status());
    answer.headers().forEach(response::withHeader);
    if (!answer.body().isEmpty()) {
      response.withBody(answer.body());
    }
    String plain = "/api/v1" + (path.contains("?") ? path.substring(0, path.indexOf('?')) : path);
    var report = CONTRACT.validateResponse(plain, Request.Method.valueOf(method), response.build());
    if (report.hasErrors()) {
      throw new AssertionError(
          method
              + " "
              + path
              + " answered "
              + answer.status()
              + " "
              + answer.body()
              + "\n"
              + report);
    }
  }
}
