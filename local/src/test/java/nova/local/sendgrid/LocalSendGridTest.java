package nova.local.sendgrid;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalSendGridTest {
  private static final String LETTER =
      """
      {"personalizations":[{"to":[{"email":"a@example.com"}]}],"from":{"email":"n@example.com"},
       "subject":"Hi <b>","content":[{"type":"text/plain","value":"see http://x.test/?token=1&a=2"}]}
      """;
  private final LocalSendGrid sendgrid =
      LocalSendGrid.start(0, "right", InstantSource.fixed(Instant.EPOCH));
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
    sendgrid.close();
  }

  @Test
  void a_letter_is_caught_and_can_be_read_by_people_and_programs() throws Exception {
    HttpResponse<String> answer = send("right", LETTER);
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("X-Message-Id")).isPresent();
    assertThat(get("/mails?to=a@example.com").body()).contains("token=1&a=2");
    assertThat(get("/mails?to=b@example.com").body()).isEqualTo("[]");
    assertThat(get("/").body()).contains("Hi &lt;b&gt;", "href=\"http://x.test/?token=1&amp;a=2\"");
  }

  @Test
  void a_wrong_key_is_refused_and_nothing_is_caught() throws Exception {
    assertThat(send("wrong", LETTER).statusCode()).isEqualTo(401);
    assertThat(sendgrid.mails()).isEmpty();
  }

  @Test
  void everything_wrong_with_a_letter_is_listed() throws Exception {
    HttpResponse<String> answer = send("right", "{}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("from.email", "personalizations", "subject", "content");
  }

  @Test
  void a_fault_lasts_as_many_sends_as_asked() throws Exception {
    sendgrid.failNext(1, 429);
    assertThat(send("right", LETTER).statusCode()).isEqualTo(429);
    assertThat(send("right", LETTER).statusCode()).isEqualTo(202);
  }

  private HttpResponse<String> send(String key, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(sendgrid.uri().resolve("/v3/mail/send"))
            .header("Authorization", "Bearer " + key)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(sendgrid.uri() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
