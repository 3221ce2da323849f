package nova.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import nova.testing.NovaWar;
import nova.testing.TestWorld;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ConsolePagesIT {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Deployment(testable = false)
  static WebArchive war() {
    WebArchive war = NovaWar.shipped();
    for (String path : List.of("/index.html", "/colour-scheme.js", "/favicon.svg")) {
      war.delete(path);
    }
    return war.addAsWebResource(new StringAsset("<title>Console</title>"), "index.html")
        .addAsWebResource(new StringAsset("let b = 2"), "colour-scheme.js")
        .addAsWebResource(new StringAsset("<svg/>"), "favicon.svg")
        .addAsWebResource(new StringAsset("let a = 1"), "assets/main-1a2b.js");
  }

  @Test
  void an_address_of_the_console_gives_its_page() throws Exception {
    for (String path :
        new String[] {"/", "/verify?token=x", "/organisations/1/nodes", "/index.html"}) {
      var answer = get(path, "text/html");
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.body()).contains("Console");
      assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-cache");
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("frame-ancestors 'none'");
    }
  }

  @Test
  void a_file_without_a_hash_in_its_name_is_asked_for_again() throws Exception {
    for (String path : List.of("/index.html", "/colour-scheme.js", "/favicon.svg")) {
      var answer = get(path, "*/*");
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.headers().firstValue("Cache-Control")).as(path).hasValue("no-cache");
    }
  }

  /**
   * Whoever answers: the console, the REST engine, the agents' door, nobody. Only /health and
   * /WEB-INF are Liberty's own, before any filter.
   */
  @Test
  void no_answer_goes_without_the_security_headers() throws Exception {
    for (String path :
        List.of(
            "/",
            "/assets/main-1a2b.js",
            "/assets/gone.js",
            "/favicon.svg",
            "/api/v1/nothing",
            "/agent/v1/link")) {
      var headers = get(path, "*/*").headers();
      assertThat(headers.firstValue("Content-Security-Policy")).as(path).isPresent();
      assertThat(headers.firstValue("X-Content-Type-Options")).as(path).hasValue("nosniff");
      assertThat(headers.firstValue("X-Request-Id")).as(path).isPresent();
    }
  }

  @Test
  void a_file_with_a_hash_in_its_name_is_kept() throws Exception {
    var answer = get("/assets/main-1a2b.js", "*/*");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
  }

  @Test
  void what_is_not_there_is_not_the_page() throws Exception {
    assertThat(get("/assets/gone.js", "*/*").statusCode()).isEqualTo(404);
    assertThat(get("/WEB-INF/beans.xml", "*/*").statusCode()).isEqualTo(404);
    assertThat(get("/META-INF/persistence.xml", "*/*").statusCode()).isEqualTo(404);
    assertThat(get("/api/v1/nothing", "application/json").statusCode()).isEqualTo(404);
    assertThat(get("/agent/nothing", "text/html").body()).doesNotContain("Console");
  }

  @Test
  void the_copy_says_that_it_is_ready() throws Exception {
    assertThat(get("/health/ready", "*/*").body()).contains("postgresql", "clickhouse", "UP");
    assertThat(get("/health/live", "*/*").statusCode()).isEqualTo(200);
    assertThat(get("/health/started", "*/*").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> get(String path, String accept)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(TestWorld.url() + path)).header("Accept", accept).build();
    return http.send(request, BodyHandlers.ofString());
  }
}
