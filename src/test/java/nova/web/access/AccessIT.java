package nova.web.access;

import static nova.testing.SignedUp.PASSWORD;
import static nova.testing.SignedUp.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import nova.testing.ContractClient;
import nova.testing.NovaWar;
import nova.testing.SignedUp;
import nova.testing.TestMail;
import nova.testing.TestWorld;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class AccessIT {
  private final ContractClient stranger = ContractClient.stranger();

  @Deployment(testable = false)
  static WebArchive war() {
    return NovaWar.shipped();
  }

  @Test
  void a_customer_signs_up_verifies_signs_in_and_out() {
    var customer = SignedUp.named("Ada & Söhne");
    var session = customer.client().get("/sessions/current");
    assertThat(session.status()).isEqualTo(200);
    var organisation = session.json().getJsonArray("organisations").getJsonObject(0);
    assertThat(organisation.getString("name")).isEqualTo("Ada & Söhne");
    assertThat(organisation.getString("role")).isEqualTo("owner");
    assertThat(customer.client().delete("/sessions/current").status()).isEqualTo(204);
    assertThat(customer.client().get("/sessions/current").status()).isEqualTo(401);
  }

  @Test
  void all_that_is_wrong_with_a_sign_up_is_told_at_once() {
    var answer =
        stranger.post(
            "/sign-ups",
            "{\"organisation\":\" \",\"email\":\"nobody\",\"password\":\"short\",\"zzz\":1}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().getJsonArray("problems"))
        .extracting(problem -> problem.asJsonObject().getString("pointer"))
        .containsExactlyInAnyOrder("/organisation", "/email", "/password", "/zzz");
  }

  @Test
  void a_known_address_gets_the_same_answer_as_a_new_one_and_its_owner_a_letter() {
    var customer = SignedUp.anybody();
    var again = stranger.post("/sign-ups", signUp(customer.email(), "another pass phrase"));
    String fresh = UUID.randomUUID() + "@customer.example";
    var first = stranger.post("/sign-ups", signUp(fresh, "another pass phrase"));
    assertThat(again.status()).isEqualTo(first.status()).isEqualTo(202);
    assertThat(again.headers().keySet()).isEqualTo(first.headers().keySet());
    assertThat(again.json().keySet()).isEqualTo(first.json().keySet());
    TestMail.await(customer.email(), "already have");
    // and the password is still the first one
    assertThat(
            stranger
                .post("/sessions", credentials(customer.email(), "another pass phrase"))
                .status())
        .isEqualTo(401);
  }

  @Test
  void bad_credentials_do_not_tell_whether_the_address_is_known() {
    var customer = SignedUp.anybody();
    var known = stranger.post("/sessions", credentials(customer.email(), "wrong password 1"));
    var unknown =
        stranger.post("/sessions", credentials("nobody@customer.example", "wrong password 1"));
    assertThat(known.status()).isEqualTo(401);
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(known.json().getString("code")).isEqualTo("bad-credentials");
    assertThat(known.json().getString("detail")).isEqualTo(unknown.json().getString("detail"));
  }

  @Test
  void an_unverified_address_is_told_only_to_who_knows_the_password() {
    String email = UUID.randomUUID() + "@customer.example";
    stranger.post("/sign-ups", signUp(email, PASSWORD));
    assertThat(stranger.post("/sessions", credentials(email, "wrong password 1")).status())
        .isEqualTo(401);
    var right = stranger.post("/sessions", credentials(email, PASSWORD));
    assertThat(right.status()).isEqualTo(403);
    assertThat(right.json().getString("code")).isEqualTo("email-not-verified");
  }

  @Test
  void a_verification_link_works_twice_and_a_made_up_one_never() {
    String email = UUID.randomUUID() + "@customer.example";
    stranger.post("/sign-ups", signUp(email, PASSWORD));
    String body = "{\"token\":\"" + TestMail.verificationToken(email) + "\"}";
    assertThat(stranger.post("/email-verifications", body).status()).isEqualTo(200);
    assertThat(stranger.post("/email-verifications", body).json().getString("email"))
        .isEqualTo(email);
    assertThat(stranger.post("/email-verifications", "{\"token\":\"made-up\"}").status())
        .isEqualTo(422);
  }

  @Test
  void the_verification_letter_can_be_asked_for_again() {
    String email = UUID.randomUUID() + "@customer.example";
    stranger.post("/sign-ups", signUp(email, PASSWORD));
    var asked = stranger.post("/email-verification-requests", "{\"email\":\"" + email + "\"}");
    assertThat(asked.status()).isEqualTo(202);
    assertThat(TestMail.awaitAll(email, "Verify", 2)).hasSize(2);
  }

  /** The outbox is looked at every five seconds: letters that waited for that would take longer. */
  @Test
  void a_letter_leaves_with_the_commit() {
    long start = System.nanoTime();
    for (int i = 0; i < 5; i++) {
      String email = UUID.randomUUID() + "@customer.example";
      stranger.post("/sign-ups", signUp(email, PASSWORD));
      assertThat(TestMail.verificationToken(email)).isNotEmpty();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void a_letter_that_was_refused_for_the_moment_is_sent_again() {
    TestMail.refuseNext(503);
    String email = UUID.randomUUID() + "@customer.example";
    stranger.post("/sign-ups", signUp(email, PASSWORD));
    assertThat(TestMail.verificationToken(email)).isNotEmpty();
  }

  @Test
  void a_change_with_the_cookie_needs_the_csrf_token() {
    var customer = SignedUp.anybody();
    var cookieOnly = stranger.with("Cookie", "nova_session=" + customer.cookie());
    var body = "{\"name\":\"ci\"}";
    assertThat(cookieOnly.post(customer.path("/api-tokens"), body).json().getString("code"))
        .isEqualTo("csrf");
    assertThat(
            cookieOnly
                .with("X-CSRF-Token", "wrong")
                .post(customer.path("/api-tokens"), body)
                .status())
        .isEqualTo(403);
    var other = SignedUp.anybody();
    assertThat(
            cookieOnly
                .with("X-CSRF-Token", other.csrfToken())
                .post(customer.path("/api-tokens"), body)
                .status())
        .isEqualTo(403);
    assertThat(
            customer
                .client()
                .with("Origin", "https://evil.example")
                .post(customer.path("/api-tokens"), body)
                .status())
        .isEqualTo(403);
    assertThat(
            customer
                .client()
                .with("Sec-Fetch-Site", "cross-site")
                .post(customer.path("/api-tokens"), body)
                .status())
        .isEqualTo(403);
    assertThat(customer.client().post(customer.path("/api-tokens"), body).status()).isEqualTo(201);
  }

  @Test
  void another_sites_page_cannot_sign_a_browser_in() {
    var forged = stranger.with("Origin", "https://evil.example");
    assertThat(forged.post("/sessions", credentials("a@b.example", PASSWORD)).status())
        .isEqualTo(403);
  }

  @Test
  void a_neighbours_organisation_is_not_there() {
    var mine = SignedUp.anybody();
    var theirs = SignedUp.anybody();
    String token =
        theirs.client().post(theirs.path("/api-tokens"), "{\"name\":\"t\"}").json().getString("id");
    assertThat(mine.client().get(theirs.path("")).status()).isEqualTo(404);
    assertThat(
            mine.client()
                .with("If-Match", "\"0\"")
                .patch(theirs.path(""), "{\"name\":\"x\"}")
                .status())
        .isEqualTo(404);
    assertThat(mine.client().get(theirs.path("/api-tokens")).status()).isEqualTo(404);
    assertThat(mine.client().post(theirs.path("/api-tokens"), "{\"name\":\"x\"}").status())
        .isEqualTo(404);
    assertThat(mine.client().delete(theirs.path("/api-tokens/" + token)).status()).isEqualTo(404);
    assertThat(mine.client().delete(mine.path("/api-tokens/" + token)).status()).isEqualTo(404);
    assertThat(mine.client().get("/organisations/" + UUID.randomUUID()).status()).isEqualTo(404);
    assertThat(mine.client().get("/organisations/not-an-id").status()).isEqualTo(404);
  }

  @Test
  void an_organisation_is_renamed_by_who_has_read_it() {
    var customer = SignedUp.anybody();
    var client = customer.client();
    String tag = String.valueOf(client.get(customer.path("")).header("ETag"));
    assertThat(tag).isEqualTo("\"0\"");
    assertThat(client.patch(customer.path(""), "{\"name\":\"New\"}").status()).isEqualTo(428);
    var renamed = client.with("If-Match", tag).patch(customer.path(""), "{\"name\":\" New \"}");
    assertThat(renamed.status()).isEqualTo(200);
    assertThat(renamed.json().getString("name")).isEqualTo("New");
    assertThat(renamed.header("ETag")).isEqualTo("\"1\"");
    assertThat(
            client.with("If-Match", tag).patch(customer.path(""), "{\"name\":\"Late\"}").status())
        .isEqualTo(412);
  }

  @Test
  void an_api_token_opens_its_organisation_until_it_is_deleted() {
    var customer = SignedUp.anybody();
    var made =
        customer
            .client()
            .post(customer.path("/api-tokens"), "{\"name\":\"ci\",\"expiresInDays\":7}");
    assertThat(made.status()).isEqualTo(201);
    String secret = made.json().getString("token");
    assertThat(secret).startsWith("nova_api_");
    var program = stranger.bearer(secret);
    assertThat(program.get("/organisations").json().getJsonArray("items")).hasSize(1);
    assertThat(program.get(SignedUp.anybody().path("")).status()).isEqualTo(404);
    var refused = program.post(customer.path("/api-tokens"), "{\"name\":\"child\"}");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().getString("code")).isEqualTo("person-required");
    var listed =
        customer
            .client()
            .get(customer.path("/api-tokens"))
            .json()
            .getJsonArray("items")
            .getJsonObject(0);
    assertThat(listed).doesNotContainKey("token").containsKey("lastUsedAt");
    customer.client().delete(customer.path("/api-tokens/" + listed.getString("id")));
    assertThat(program.get("/organisations").status()).isEqualTo(401);
  }

  @Test
  void a_list_comes_in_pages() {
    var customer = SignedUp.anybody();
    for (String name : new String[] {"a", "b", "c"}) {
      customer.client().post(customer.path("/api-tokens"), "{\"name\":\"" + name + "\"}");
    }
    var first = customer.client().get(customer.path("/api-tokens?limit=2")).json();
    assertThat(first.getJsonArray("items")).hasSize(2);
    var rest =
        customer
            .client()
            .get(customer.path("/api-tokens?limit=2&cursor=" + first.getString("next")))
            .json();
    assertThat(rest.getJsonArray("items")).hasSize(1);
    assertThat(rest).doesNotContainKey("next");
    assertThat(
            customer
                .client()
                .get(customer.path("/api-tokens?limit=0&cursor=%21"))
                .json()
                .getJsonArray("problems"))
        .hasSize(2);
  }

  @Test
  void too_many_tries_for_one_account_have_to_wait() {
    String email = UUID.randomUUID() + "@customer.example";
    int status = 0;
    for (int i = 0; i < 21; i++) {
      status = stranger.post("/sessions", credentials(email, "wrong password 1")).status();
    }
    assertThat(status).isEqualTo(429);
    var answer = stranger.post("/sessions", credentials(email.toUpperCase(Locale.ROOT), PASSWORD));
    assertThat(answer.status()).isEqualTo(429);
    assertThat(Integer.parseInt(String.valueOf(answer.header("Retry-After")))).isBetween(1, 900);
  }

  @Test
  void what_http_itself_forbids_is_a_problem_too() {
    assertThat(stranger.get("/organisations").status()).isEqualTo(401);
    assertThat(stranger.post("/sign-ups", "{").status()).isEqualTo(400);
    assertThat(stranger.post("/sign-ups", "{\"email\":\"a\",\"email\":\"b\"}").status())
        .isEqualTo(400);
    assertThat(stranger.post("/sign-ups", "[".repeat(100)).status()).isEqualTo(400);
    assertThat(stranger.post("/sign-ups", "{\"email\":\"" + "x".repeat(1 << 20) + "\"}").status())
        .isEqualTo(413);
    assertThat(stranger.with("Content-Type", "text/plain").post("/sign-ups", "{}").status())
        .isEqualTo(415);
    assertThat(stranger.with("Accept", "text/plain").get("/organisations").status()).isEqualTo(406);
  }

  @Test
  void the_log_knows_no_secret() throws IOException {
    var customer = SignedUp.anybody();
    String secret =
        customer
            .client()
            .post(customer.path("/api-tokens"), "{\"name\":\"ci\"}")
            .json()
            .getString("token");
    stranger.bearer(secret).get("/organisations");
    stranger.bearer(secret + "x").get("/organisations");
    String log = TestWorld.serverLog();
    assertThat(log).contains("nova.platform.persistence.Migrations");
    assertThat(log)
        .doesNotContain(PASSWORD, secret, customer.cookie(), customer.csrfToken())
        .doesNotContain(
            TestMail.verificationToken(customer.email()),
            "test-password-of-",
            "SG.test-key",
            "$argon2");
  }

  private static String signUp(String email, String password) {
    return "{\"organisation\":\"Acme\",\"email\":\"%s\",\"password\":\"%s\"}"
        .formatted(email, password);
  }
}
