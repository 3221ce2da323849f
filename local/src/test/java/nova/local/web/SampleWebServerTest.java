package nova.local.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.uri() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
