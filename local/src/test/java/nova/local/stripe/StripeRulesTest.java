package nova.local.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rules that stand in the package's sign, over HTTP. */
class StripeRulesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2031-03-10T12:00:00Z");
  private final LocalStripe stripe = LocalStripe.start(0, "sk_test_key", () -> NOW);
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    http.shutdownNow();
    stripe.close();
  }

  @Test
  void the_same_idempotency_key_gives_the_same_answer_and_other_parameters_an_error()
      throws Exception {
    var first = post("/v1/customers", "name=Ada", "key-1");
    var again = post("/v1/customers", "name=Ada", "key-1");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    var other = post("/v1/customers", "name=Bob", "key-1");
    assertThat(other.statusCode()).isEqualTo(400);
    assertThat(error(other).path("type").asText()).isEqualTo("idempotency_error");
    assertThat(post("/v1/customers", "name=Ada", "key-2").body()).isNotEqualTo(first.body());
  }

  @Test
  void a_faulty_request_is_not_kept_under_its_key() throws Exception {
    assertThat(post("/v1/customers", "nme=Ada", "key-1").statusCode()).isEqualTo(400);
    assertThat(post("/v1/customers", "name=Ada", "key-1").statusCode()).isEqualTo(200);
  }

  @Test
  void what_it_does_not_know_is_an_error_in_stripes_shape() throws Exception {
    assertThat(error(post("/v1/customers", "nme=Ada", "")).path("code").asText())
        .isEqualTo("parameter_unknown");
    assertThat(get("/v1/customers/cus_nobody").statusCode()).isEqualTo(404);
    assertThat(error(get("/v1/customers/cus_nobody")).path("code").asText())
        .isEqualTo("resource_missing");
    assertThat(get("/v1/quotes").statusCode()).isEqualTo(404);
    var old =
        http.send(
            request("/v1/customers").header("Stripe-Version", "2020-08-27").build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(old.statusCode()).isEqualTo(400);
  }

  @Test
  void a_meter_event_is_taken_once_and_neither_too_old_nor_ahead() throws Exception {
    makeMeter();
    assertThat(event("a", NOW).statusCode()).isEqualTo(200);
    assertThat(error(event("a", NOW)).path("code").asText()).isEqualTo("duplicate_meter_event");
    assertThat(event("b", NOW.minus(Duration.ofDays(35))).statusCode()).isEqualTo(200);
    assertThat(
            error(event("c", NOW.minus(Duration.ofDays(35)).minusSeconds(1))).path("code").asText())
        .isEqualTo("timestamp_too_far_in_past");
    assertThat(event("d", NOW.plus(Duration.ofMinutes(5))).statusCode()).isEqualTo(200);
    assertThat(error(event("e", NOW.plusSeconds(301))).path("code").asText())
        .isEqualTo("timestamp_in_future");
  }

  @Test
  void a_metered_item_takes_no_quantity_and_a_subscription_no_other_than_metered()
      throws Exception {
    String customer = id(post("/v1/customers", "name=Ada", ""));
    String price = makePrice(makeMeter());
    var refused =
        post(
            "/v1/subscriptions",
            "customer=%s&items[0][price]=%s&items[0][quantity]=3".formatted(customer, price),
            "");
    assertThat(error(refused).path("param").asText()).isEqualTo("items[0][quantity]");
    assertThat(
            post(
                    "/v1/subscriptions",
                    "customer=%s&items[0][price]=%s".formatted(customer, price),
                    "")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_test_clock_carries_its_customers_through_the_end_of_a_period() throws Exception {
    String clock =
        id(
            post(
                "/v1/test_helpers/test_clocks",
                "frozen_time=" + Instant.parse("2031-03-01T00:00:00Z").getEpochSecond(),
                ""));
    String customer = id(post("/v1/customers", "test_clock=" + clock, ""));
    String price = makePrice(makeMeter());
    post("/v1/subscriptions", "customer=%s&items[0][price]=%s".formatted(customer, price), "");
    post(
        "/v1/test_helpers/test_clocks/" + clock + "/advance",
        "frozen_time=" + Instant.parse("2031-04-01T01:00:00Z").getEpochSecond(),
        "");
    JsonNode invoices = JSON.readTree(get("/v1/invoices?customer=" + customer).body());
    assertThat(invoices.path("data")).hasSize(1);
    assertThat(invoices.path("data").path(0).path("status").asText()).isEqualTo("paid");
  }

  @Test
  void a_webhook_is_signed_and_sent_again_until_it_is_taken() throws Exception {
    List<String> signatures = new CopyOnWriteArrayList<>();
    var answers = new AtomicInteger();
    var ear = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    ear.createContext(
        "/",
        exchange -> {
          signatures.add(exchange.getRequestHeaders().getFirst("Stripe-Signature"));
          exchange.sendResponseHeaders(answers.incrementAndGet() < 2 ? 500 : 200, -1);
          exchange.close();
        });
    ear.start();
    try {
      stripe.tell(URI.create("http://127.0.0.1:" + ear.getAddress().getPort() + "/"), "whsec_x");
      post("/v1/customers", "name=Ada", "");
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> signatures.size() == 2);
      assertThat(signatures)
          .allMatch(one -> one.matches("t=" + NOW.getEpochSecond() + ",v1=[0-9a-f]{64}"));
    } finally {
      ear.stop(0);
    }
  }

  private String makeMeter() throws Exception {
    return id(
        post(
            "/v1/billing/meters",
            "display_name=Hours&event_name=hours&default_aggregation[formula]=sum",
            ""));
  }

  private String makePrice(String meter) throws Exception {
    String product = id(post("/v1/products", "name=Hour", ""));
    return id(
        post(
            "/v1/prices",
            ("currency=usd&product=%s&unit_amount_decimal=13&recurring[interval]=month"
                    + "&recurring[usage_type]=metered&recurring[meter]=%s")
                .formatted(product, meter),
            ""));
  }

  private HttpResponse<String> event(String identifier, Instant at) throws Exception {
    String body =
        """
        {"event_name":"hours","identifier":"%s","timestamp":"%s","payload":{"stripe_customer_id":"cus_x","value":"2"}}
        """
            .formatted(identifier, at);
    return http.send(
        request("/v2/billing/meter_events")
            .header("Stripe-Version", LocalStripe.API_VERSION)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String form, String key) throws Exception {
    var request = request(path).POST(HttpRequest.BodyPublishers.ofString(form));
    if (!key.isEmpty()) {
      request.header("Idempotency-Key", key);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(stripe.uri().resolve(path))
        .header("Authorization", "Bearer sk_test_key");
  }

  private static String id(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).path("id").asText();
  }

  private static JsonNode error(HttpResponse<String> answer) throws Exception {
    return JSON.readTree(answer.body()).path("error");
  }
}
