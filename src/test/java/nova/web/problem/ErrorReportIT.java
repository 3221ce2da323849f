package nova.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import nova.testing.NovaWar;
import nova.testing.SignedUp;
import nova.testing.TestErrors;
import nova.testing.TestWorld;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ErrorReportIT {
  /** What the error quotes, and so does the log: not the password others look for there. */
  private static final String TOLD = "a kettle in October";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Deployment(testable = false)
  static WebArchive war() {
    return NovaWar.shipped().addClass(BrokenResource.class);
  }

  @Test
  void an_unexpected_error_is_reported_once_with_tenant_and_request_and_without_a_secret()
      throws Exception {
    var customer = SignedUp.anybody();
    String token =
        customer
            .client()
            .post(customer.path("/api-tokens"), "{\"name\":\"ci\"}")
            .json()
            .getString("token");
    String request = fail(customer, token);
    String later = fail(customer, token);
    assertThat(TestErrors.about(later)).hasSize(1);
    var reports = TestErrors.about(request);
    assertThat(reports).hasSize(1);
    var tags = reports.getFirst().path("tags");
    assertThat(tags.path("tenant").asText()).isEqualTo(customer.organisation());
    assertThat(tags.path("where").asText()).isEqualTo("REST request");
    assertThat(reports.getFirst().toString())
        .contains("IllegalStateException", "IllegalArgumentException", "BrokenResource")
        .doesNotContain(TOLD, customer.cookie(), token, customer.email(), "elsewhere=1");
  }

  /** Returns the id of the request. */
  private String fail(SignedUp customer, String token) throws Exception {
    String id = UUID.randomUUID().toString();
    String body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(customer.email(), TOLD);
    var request =
        HttpRequest.newBuilder(URI.create(TestWorld.url() + "/api/v1" + customer.path("/broken")))
            .header("X-Request-Id", id)
            .header("Authorization", "Bearer " + token)
            .header("Cookie", "nova_session=" + customer.cookie() + "; elsewhere=1")
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("\"code\":\"internal\"", id).doesNotContain("Illegal");
    return id;
  }
}
