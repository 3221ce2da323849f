package nova.testing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A customer who has signed up, followed the link in the letter, and signed in.
 *
 * @param client sends the session's cookie and CSRF token
 * @param organisation the id in paths
 */
public record SignedUp(
    ContractClient client, String organisation, String email, String cookie, String csrfToken) {
  public static final String PASSWORD = "a rocking chair in June";
  private static final Pattern COOKIE = Pattern.compile("nova_session=([A-Za-z0-9_-]{43})");

  /** Somebody new. */
  public static SignedUp anybody() {
    return named("Acme " + UUID.randomUUID().toString().substring(0, 8));
  }

  public static SignedUp named(String organisation) {
    String email = UUID.randomUUID() + "@customer.example";
    var stranger = ContractClient.stranger();
    var body =
        "{\"organisation\":\"%s\",\"email\":\"%s\",\"password\":\"%s\"}"
            .formatted(organisation, email, PASSWORD);
    assertThat(stranger.post("/sign-ups", body).status()).isEqualTo(202);
    String token = TestMail.verificationToken(email);
    var verified = stranger.post("/email-verifications", "{\"token\":\"" + token + "\"}");
    assertThat(verified.status()).isEqualTo(200);
    return signIn(email, PASSWORD);
  }

  public static SignedUp signIn(String email, String password) {
    var stranger = ContractClient.stranger();
    var answer = stranger.post("/sessions", credentials(email, password));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    var matcher = COOKIE.matcher(Objects.requireNonNull(answer.header("Set-Cookie")));
    assertThat(matcher.find()).isTrue();
    JsonObject session = answer.json();
    String csrf = session.getString("csrfToken");
    var client =
        stranger.with("Cookie", "nova_session=" + matcher.group(1)).with("X-CSRF-Token", csrf);
    String organisation = session.getJsonArray("organisations").getJsonObject(0).getString("id");
    return new SignedUp(client, organisation, email, matcher.group(1), csrf);
  }

  public static String credentials(String email, String password) {
    return "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
  }

  /** Path below this organisation. */
  public String path(String rest) {
    return "/organisations/" + organisation + rest;
  }
}
