package nova.local.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SampleWebServerTest {
  private final SampleWebServer server = SampleWebServer.start("A", 0);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void it_says_its_name_and_sends_as_many_bytes_as_asked() throws Exception {
    assertThat(get("/hello").body()).isEqualTo("hello from server A\n");
    HttpResponse<String> bytes = get("/bytes?n=100000");
    assertThat(bytes.headers().firstValue("Content-Length")).hasValue("100000");
    assertThat(bytes.headers().firstValue("ETag")).hasValue("\"bytes-100000\"");
  }

  @Test
  void its_health_can_be_switched() throws Exception {
    assertThat(get("/health").statusCode()).isEqualTo(200);
    client.send(
        HttpRequest.newBuilder(server.uri().resolve("/_control"))
            .POST(HttpRequest.BodyPublishers.ofString("{\"health\":503}"))
            .build(),
        HttpResponse.BodyHandlers.discarding());
    assertThat(get("/health").statusCode()).isEqualTo(503);
  }

  @Test
  void a_server_that_is_down_refuses_and_comes_back_on_its_port() throws Exception {
    server.down();
    assertThatThrownBy(() -> get("/hello")).isInstanceOf(IOException.class);
    server.up();
    assertThat(get("/hello").statusCode()).isEqualTo(200);
  }

  @Test
  void it_shows_the_request_it_got() throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(server.uri().resolve("/echo?a=1"))
                .header("X-Seen", "yes")
                .POST(HttpRequest.BodyPublishers.ofString("grüße"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    JsonNode seen = new ObjectMapper().readTree(answer.body());
    assertThat(seen.path("method").asText()).isEqualTo("POST");
    assertThat(seen.path("path").asText()).isEqualTo("/echo");
    assertThat(seen.path("query").asText()).isEqualTo("a=1");
    assertThat(seen.path("headers").path("X-Seen").path(0).asText()).isEqualTo("yes");
    assertThat(seen.path("body").asText()).isEqualTo("grüße");
  }

  @Test
  void of_a_long_body_its_length_and_digest_are_told() throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(server.uri().resolve("/echo"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[20_000_000]))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    JsonNode seen = new ObjectMapper().readTree(answer.body());
    assertThat(seen.path("bodyBytes").asLong()).isEqualTo(20_000_000);
    assertThat(seen.path("bodySha256").asText()).hasSize(64);
    assertThat(seen.has("body")).isFalse();
  }

  @Test
  void a_chunked_body_has_no_length_and_arrives_whole() throws Exception {
    HttpResponse<String> answer = get("/chunked");
    assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
    assertThat(answer.headers().firstValue("Transfer-Encoding")).hasValue("chunked");
    assertThat(answer.body()).isEqualTo("chunk 0\nchunk 1\nchunk 2\nchunk 3\nchunk 4\n");
  }

  @Test
  void events_are_streamed_one_by_one() throws Exception {
    HttpResponse<Stream<String>> answer =
        client.send(
            HttpRequest.newBuilder(server.uri().resolve("/sse")).build(),
            HttpResponse.BodyHandlers.ofLines());
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    long began = System.nanoTime();
    List<Long> arrivals =
        answer
            .body()
            .filter(line -> line.startsWith("data: event "))
            .map(line -> System.nanoTime() - began)
            .toList();
    assertThat(arrivals).hasSize(5);
    assertThat(arrivals.getLast() - arrivals.getFirst())
        .as("not all at once")
        .isGreaterThan(Duration.ofMillis(200).toNanos());
  }

  @Test
  void a_web_socket_sends_back_what_it_gets() throws Exception {
    BlockingQueue<String> texts = new ArrayBlockingQueue<>(1);
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .buildAsync(
                URI.create(server.uri().toString().replace("http", "ws") + "/ws"),
                new WebSocket.Listener() {
                  @Override
                  public CompletionStage<?> onText(
                      WebSocket from, CharSequence text, boolean last) {
                    texts.add(text.toString());
                    from.request(1);
                    return CompletableFuture.completedFuture(null);
                  }
                })
            .get(10, TimeUnit.SECONDS);
    socket.sendText("hello", true).get(10, TimeUnit.SECONDS);
    assertThat(texts.poll(10, TimeUnit.SECONDS)).isEqualTo("hello");
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(10, TimeUnit.SECONDS);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.uri() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
