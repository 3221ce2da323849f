package nova.web.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nova.testing.ContractClient;
import nova.testing.NovaWar;
import nova.testing.SignedUp;
import nova.testing.TestPayments;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Cards, pages and the webhook through the deployed war. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class PaymentIT {
  private static final Pattern SESSION = Pattern.compile("session=(cs_test_\\w+)");

  @Deployment(testable = false)
  static WebArchive nova() {
    return NovaWar.shipped();
  }

  @Test
  void a_card_is_left_on_stripes_page_and_known_when_the_browser_comes_back() throws Exception {
    var customer = SignedUp.anybody();
    var none = customer.client().get(customer.path("/payment"));
    assertThat(none.json().getBoolean("on")).isTrue();
    assertThat(none.json().containsKey("card")).isFalse();
    String session = leaveCard(customer);
    var known =
        customer.client().post(customer.path("/payment/card-sessions/" + session + "/return"), "");
    assertThat(known.status()).as(known.body()).isEqualTo(200);
    assertThat(known.json().getJsonObject("card").getString("lastFour")).isEqualTo("4242");
    var portal = customer.client().post(customer.path("/payment/portal-sessions"), "");
    assertThat(portal.status()).isEqualTo(201);
    assertThat(page(portal.json().getString("url"))).contains("visa ending in 4242");
    assertThat(customer.client().get(customer.path("/invoices")).json().getJsonArray("items"))
        .isEmpty();
  }

  @Test
  void a_card_is_known_by_the_webhook_alone() throws Exception {
    var customer = SignedUp.anybody();
    leaveCard(customer);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> customer.client().get(customer.path("/payment")).json().containsKey("card"));
  }

  @Test
  void nobody_reads_or_pays_for_a_neighbour() {
    var customer = SignedUp.anybody();
    var neighbour = SignedUp.anybody();
    assertThat(neighbour.client().get(customer.path("/payment")).status()).isEqualTo(404);
    assertThat(neighbour.client().get(customer.path("/invoices")).status()).isEqualTo(404);
    assertThat(neighbour.client().post(customer.path("/payment/card-sessions"), "").status())
        .isEqualTo(404);
    assertThat(customer.client().get(customer.path("/invoices/in_nobodys")).status())
        .isEqualTo(404);
  }

  @Test
  void a_hostile_webhook_is_refused() throws Exception {
    String event =
        "{\"id\":\"evt_hostile\",\"type\":\"invoice.paid\",\"created\":1,\"data\":{\"object\":{\"id\":\"in_x\"}}}";
    long now = Instant.now().getEpochSecond();
    assertThat(webhook(event, "t=" + now + ",v1=" + "0".repeat(64)).status()).isEqualTo(403);
    assertThat(webhook(event, "t=" + now).status()).isEqualTo(403);
    assertThat(webhook(event, "t=x,v1=y").status()).isEqualTo(403);
    assertThat(webhook(event, "a".repeat(5_000)).status()).isEqualTo(403);
    assertThat(webhook(event, signed(event, now - 301)).status()).as("old").isEqualTo(403);
    assertThat(webhook(event + " ", signed(event, now)).status()).as("changed").isEqualTo(403);
    assertThat(webhook("[]", signed("[]", now)).status()).as("no event").isEqualTo(403);
    String huge = "x".repeat((512 << 10) + 1);
    assertThat(webhook(huge, signed(huge, now)).status()).isEqualTo(413);
    assertThat(webhook(event, signed(event, now)).status()).as("a true one").isEqualTo(204);
    assertThat(webhook(event, signed(event, now)).status()).as("again").isEqualTo(204);
  }

  private static ContractClient.Answer webhook(String body, String signature) {
    return ContractClient.stranger()
        .with("Stripe-Signature", signature)
        .post("/stripe-webhook", body);
  }

  private static String signed(String body, long at) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = TestPayments.WEBHOOK_SECRET.getBytes(StandardCharsets.UTF_8);
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    byte[] sum = mac.doFinal((at + "." + body).getBytes(StandardCharsets.UTF_8));
    return "t=" + at + ",v1=" + HexFormat.of().formatHex(sum);
  }

  /** Answers the session. */
  private static String leaveCard(SignedUp customer) throws Exception {
    var opened = customer.client().post(customer.path("/payment/card-sessions"), "");
    assertThat(opened.status()).as(opened.body()).isEqualTo(201);
    try (HttpClient browser = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          browser.send(
              HttpRequest.newBuilder(URI.create(opened.json().getString("url")))
                  .POST(HttpRequest.BodyPublishers.ofString("number=4242424242424242"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      Matcher session = SESSION.matcher(answer.headers().firstValue("Location").orElse(""));
      assertThat(session.find()).as(answer.body()).isTrue();
      return session.group(1);
    }
  }

  private static String page(String url) throws IOException, InterruptedException {
    try (HttpClient browser = HttpClient.newHttpClient()) {
      return browser
          .send(
              HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
