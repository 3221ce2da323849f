package nova.local.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import nova.local.stripe.LocalStripe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StripeFidelityTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final LocalStripe stripe = LocalStripe.start(0, "sk_right");

  @AfterEach
  void stop() {
    stripe.close();
  }

  @Test
  void each_field_of_the_account_has_the_type_it_has_at_the_vendor() throws Exception {
    JsonNode theirs =
        JSON.readTree(VendorSpecs.file("stripe/fixtures3.json").toFile())
            .path("resources")
            .path("account");
    HttpResponse<String> answer = account("Bearer sk_right");
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode ours = JSON.readTree(answer.body());
    ours.properties()
        .forEach(
            field -> {
              JsonNodeType type = theirs.path(field.getKey()).getNodeType();
              assertThat(field.getValue().getNodeType()).as(field.getKey()).isEqualTo(type);
            });
    assertThat(ours.path("object")).isEqualTo(theirs.path("object"));
    assertThat(ours.path("id").asText()).startsWith("acct_");
    for (String needed : new String[] {"id", "object", "charges_enabled", "payouts_enabled"}) {
      assertThat(ours.has(needed)).as(needed).isTrue();
    }
  }

  @Test
  void the_key_is_taken_as_a_bearer_or_as_a_user_name_and_no_other_is() throws Exception {
    String basic = Base64.getEncoder().encodeToString("sk_right:".getBytes(StandardCharsets.UTF_8));
    assertThat(account("Basic " + basic).statusCode()).isEqualTo(200);
    HttpResponse<String> refusal = account("Bearer sk_wrong");
    assertThat(refusal.statusCode()).isEqualTo(401);
    assertThat(JSON.readTree(refusal.body()).path("error").path("type").asText())
        .isEqualTo("invalid_request_error");
    assertThat(account("Basic %%%").statusCode()).isEqualTo(401);
  }

  private HttpResponse<String> account(String authorization) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(stripe.uri().resolve("/v1/account"))
              .header("Authorization", authorization)
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
