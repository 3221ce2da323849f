package nova.local.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import nova.local.digitalocean.LocalDigitalOcean;
import org.junit.jupiter.api.Test;

class DigitalOceanFidelityTest {
  @Test
  void the_account_and_a_refusal_are_as_described() throws Exception {
    OpenApiInteractionValidator description =
        VendorSpecs.validator("digitalocean/DigitalOcean-public.v2.bundled.json", "/v2/account");
    try (LocalDigitalOcean digitalocean = LocalDigitalOcean.start(0, "right")) {
      HttpResponse<String> account = account(digitalocean, "right");
      assertThat(account.statusCode()).isEqualTo(200);
      assertThat(
              description
                  .validateResponse("/v2/account", Request.Method.GET, answer(account))
                  .getMessages())
          .isEmpty();
      HttpResponse<String> refusal = account(digitalocean, "wrong");
      assertThat(refusal.statusCode()).isEqualTo(401);
      assertThat(
              description
                  .validateResponse("/v2/account", Request.Method.GET, answer(refusal))
                  .getMessages())
          .isEmpty();
      assertThat(
              description
                  .validateResponse(
                      "/v2/account",
                      Request.Method.GET,
                      SimpleResponse.Builder.ok()
                          .withContentType("application/json")
                          .withBody("{\"account\":{\"droplet_limit\":\"many\"}}")
                          .build())
                  .getMessages())
          .as("the description does tell an account from something else")
          .isNotEmpty();
    }
  }

  private static HttpResponse<String> account(LocalDigitalOcean digitalocean, String token)
      throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(digitalocean.uri().resolve("/v2/account"))
              .header("Authorization", "Bearer " + token)
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static com.atlassian.oai.validator.model.Response answer(HttpResponse<String> answer) {
    return SimpleResponse.Builder.status(answer.statusCode())
        .withContentType(answer.headers().firstValue("Content-Type").orElse(""))
        .withBody(answer.body())
        .build();
  }
}
