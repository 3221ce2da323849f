package nova.agentlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import nova.link.v1.ConfigOutcome;
import nova.link.v1.ConfigProblem;
import nova.link.v1.Envelope;
import nova.link.v1.MetricBatch;
import nova.link.v1.NodeConfig;
import nova.link.v1.TrafficWindow;
import nova.testing.NovaWar;
import nova.testing.SignedUp;
import nova.testing.TestPostgres;
import nova.testing.TestWorld;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class AgentLinkIT {
  private static final int EDITS = 200;

  @Deployment(testable = false)
  static WebArchive war() {
    return NovaWar.shipped();
  }

  private static String document(String name, int port) {
    return """
        {"name":"%s","listeners":[{"port":%d}],
         "pools":[{"name":"web","servers":[{"host":"10.0.0.1","port":80}]}]}
        """
        .formatted(name, port);
  }

  private static String joinToken(SignedUp customer, String body) {
    var made = customer.client().post(customer.path("/join-tokens"), body);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.json().getString("token");
  }

  private static TestAgent agent(SignedUp customer) throws Exception {
    return TestAgent.enrol(TestWorld.url(), joinToken(customer, "{}"), "edge");
  }

  @Test
  void an_edit_reaches_a_connected_node_within_two_seconds() throws Exception {
    var customer = SignedUp.anybody();
    var made = customer.client().post(customer.path("/adcs"), document("shop", 8080));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    String adc = customer.path("/adcs/" + made.json().getString("id"));
    String tag = Objects.requireNonNull(made.header("etag"));
    var agent = agent(customer);
    try (var link = agent.connect()) {
      assertThat(link.hello(0).getMaxFrameBytes()).isPositive();
      NodeConfig first = link.config();
      assertThat(first.getAdcs(0).getListeners(0).getPort()).isEqualTo(8080);
      link.outcome(first.getVersion(), ConfigOutcome.Stage.APPLIED, first.getVersion());
      var took = new ArrayList<Long>();
      for (int i = 1; i <= EDITS; i++) {
        long began = System.nanoTime();
        var put = customer.client().with("If-Match", tag).put(adc, document("shop", 8080 + i));
        assertThat(put.status()).as(put.body()).isEqualTo(200);
        tag = Objects.requireNonNull(put.header("etag"));
        NodeConfig config = link.config();
        took.add((System.nanoTime() - began) / 1_000_000);
        assertThat(config.getAdcs(0).getListeners(0).getPort()).isEqualTo(8080 + i);
        link.outcome(config.getVersion(), ConfigOutcome.Stage.APPLIED, config.getVersion());
      }
      Collections.sort(took);
      System.out.printf(
          "edit to delivery over %d edits: p50 %d ms, p99 %d ms%n",
          EDITS, took.get(EDITS / 2), took.get(EDITS * 99 / 100));
      assertThat(took.get(EDITS * 99 / 100)).isLessThan(2_000);
      await()
          .untilAsserted(
              () -> {
                var node = customer.client().get(customer.path("/nodes/" + agent.node())).json();
                assertThat(node.getString("state")).isEqualTo("online");
                assertThat(node.getJsonObject("config").getString("state")).isEqualTo("current");
              });
      var usage = customer.client().get(customer.path("/usage"));
      assertThat(usage.json().getInt("nodeHours")).as(usage.body()).isEqualTo(1);
    }
  }

  @Test
  void why_a_config_was_refused_stands_at_the_node() throws Exception {
    var customer = SignedUp.anybody();
    var agent = agent(customer);
    try (var link = agent.connect()) {
      link.hello(0);
      NodeConfig config = link.config();
      link.outcome(
          config.getVersion(),
          ConfigOutcome.Stage.REFUSED,
          0,
          ConfigProblem.newBuilder()
              .setPointer("/adcs/0/listeners/0/port")
              .setCode("port-in-use")
              .setMessage("Something else listens there.")
              .build());
      await()
          .untilAsserted(
              () -> {
                var state =
                    customer
                        .client()
                        .get(customer.path("/nodes/" + agent.node()))
                        .json()
                        .getJsonObject("config");
                assertThat(state.getString("state")).isEqualTo("refused");
                assertThat(state.getJsonArray("problems").getJsonObject(0).getString("code"))
                    .isEqualTo("port-in-use");
              });
      // without any edit it is tried again
      assertThat(link.config().getVersion()).isEqualTo(config.getVersion());
    }
  }

  @Test
  void a_recorded_handshake_is_worthless() throws Exception {
    var customer = SignedUp.anybody();
    var agent = agent(customer);
    String handshake = agent.handshake();
    try (var link = agent.connect(handshake)) {
      link.hello(0);
      assertThatThrownBy(() -> agent.connect(handshake).close())
          .hasRootCauseMessage("Unexpected HTTP response status code 401");
    }
    var refusals = customer.client().get(customer.path("/refusals")).json().getJsonArray("items");
    assertThat(refusals.getJsonObject(0).getString("code")).isEqualTo("replayed");
  }

  @Test
  void the_newer_connection_of_a_node_wins() throws Exception {
    var agent = agent(SignedUp.anybody());
    try (var older = agent.connect()) {
      older.hello(0);
      try (var newer = agent.connect()) {
        newer.hello(0);
        assertThat(newer.config().getVersion()).isPositive();
        assertThat(older.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1008);
      }
    }
  }

  @Test
  void a_used_up_token_lets_nobody_in_but_the_same_key_again() throws Exception {
    var customer = SignedUp.anybody();
    String token = joinToken(customer, "{\"uses\":1}");
    KeyPair keys = TestAgent.newKeys();
    var first = TestAgent.askToEnrol(TestWorld.url(), token, keys, "edge");
    var again = TestAgent.askToEnrol(TestWorld.url(), token, keys, "edge");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    var other = TestAgent.askToEnrol(TestWorld.url(), token, TestAgent.newKeys(), "edge");
    assertThat(other.statusCode()).isEqualTo(401);
    assertThat(new String(other.body(), StandardCharsets.UTF_8)).contains("token-used-up");
    var refusals = customer.client().get(customer.path("/refusals")).json().getJsonArray("items");
    assertThat(refusals.getJsonObject(0).getString("code")).isEqualTo("token-used-up");
  }

  @Test
  void an_expired_and_a_revoked_token_let_nobody_in_and_the_console_says_why() throws Exception {
    var customer = SignedUp.anybody();
    var made = customer.client().post(customer.path("/join-tokens"), "{}").json();
    String revoked = customer.path("/join-tokens/" + made.getString("id"));
    assertThat(customer.client().delete(revoked).status()).isEqualTo(204);
    refused(made.getString("token"), "token-revoked");
    var expired = customer.client().post(customer.path("/join-tokens"), "{}").json();
    try (var owner = TestPostgres.nova(TestPostgres.OWNER);
        var later = owner.createStatement()) {
      later.execute(
          "UPDATE join_token SET expires_at = created_at WHERE id = '"
              + expired.getString("id")
              + "'");
    }
    refused(expired.getString("token"), "token-expired");
    refused("nova_join_nobody-made-this", "unknown-token");
    var refusals = customer.client().get(customer.path("/refusals")).json().getJsonArray("items");
    assertThat(refusals.getValuesAs(JsonObject.class))
        .extracting(refusal -> refusal.getString("code"))
        .containsExactlyInAnyOrder("token-revoked", "token-expired");
  }

  private static void refused(String token, String code) throws Exception {
    var answer = TestAgent.askToEnrol(TestWorld.url(), token, TestAgent.newKeys(), "edge");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains(code);
  }

  @Test
  void of_two_machines_that_use_the_last_use_at_once_one_gets_in() throws Exception {
    var customer = SignedUp.anybody();
    for (int round = 0; round < 5; round++) {
      String token = joinToken(customer, "{\"uses\":1}");
      var together = new CyclicBarrier(2);
      Callable<Integer> machine =
          () -> {
            KeyPair keys = TestAgent.newKeys();
            together.await();
            return TestAgent.askToEnrol(TestWorld.url(), token, keys, "edge").statusCode();
          };
      try (var machines = Executors.newFixedThreadPool(2)) {
        var one = machines.submit(machine);
        var other = machines.submit(machine);
        assertThat(List.of(one.get(), other.get())).containsExactlyInAnyOrder(200, 401);
      }
    }
    var nodes = customer.client().get(customer.path("/nodes")).json().getJsonArray("items");
    assertThat(nodes.getValuesAs(JsonObject.class))
        .extracting(node -> node.getString("name"))
        .containsExactlyInAnyOrder("edge", "edge-2", "edge-3", "edge-4", "edge-5");
  }

  @Test
  void a_retired_node_is_told_and_never_let_in_again() throws Exception {
    var customer = SignedUp.anybody();
    var agent = agent(customer);
    String node = customer.path("/nodes/" + agent.node());
    try (var link = agent.connect()) {
      link.hello(0);
      assertThat(customer.client().delete(node).status()).isEqualTo(204);
      var command = link.next(Envelope.FrameCase.COMMAND, Duration.ofSeconds(15)).getCommand();
      assertThat(command.hasRetire()).isTrue();
    }
    assertThatThrownBy(() -> agent.connect().close())
        .hasRootCauseMessage("Unexpected HTTP response status code 401");
    assertThat(customer.client().get(node).status()).isEqualTo(404);
    var refusals = customer.client().get(customer.path("/refusals")).json().getJsonArray("items");
    assertThat(refusals.getJsonObject(0).getString("code")).isEqualTo("node-retired");
  }

  @Test
  void what_a_node_saw_is_on_the_chart_once_though_it_came_twice() throws Exception {
    var customer = SignedUp.anybody();
    var made = customer.client().post(customer.path("/adcs"), document("shop", 8080));
    String adc = made.json().getString("id");
    var agent = agent(customer);
    long now = java.time.Clock.systemUTC().millis();
    var batch =
        MetricBatch.newBuilder()
            .setSpoolId(UUID.randomUUID().toString())
            .setSequence(1)
            .addWindows(
                TrafficWindow.newBuilder()
                    .setAdcId(adc)
                    .setRoute("default")
                    .setServer("10.0.0.1:80")
                    .setStatusClass(2)
                    .setStartMillis(now - now % 10_000 - 10_000)
                    .setLengthMillis(10_000)
                    .setRequests(42)
                    .setRetries(3)
                    .setResumes(2));
    try (var link = agent.connect()) {
      link.hello(0);
      link.send(Envelope.newBuilder().setMetricBatch(batch));
      link.send(Envelope.newBuilder().setMetricBatch(batch));
      link.next(Envelope.FrameCase.METRIC_ACK, Duration.ofSeconds(20));
      assertThat(counted(customer)).isEqualTo("42 requests, 3 retries, 2 resumes");
      // the second is looked up, when whatever was under way is over
      link.next(Envelope.FrameCase.METRIC_ACK, Duration.ofSeconds(60));
      assertThat(counted(customer)).isEqualTo("42 requests, 3 retries, 2 resumes");
    }
  }

  private static String counted(SignedUp customer) {
    var traffic = customer.client().get(customer.path("/metrics/traffic"));
    assertThat(traffic.status()).as(traffic.body()).isEqualTo(200);
    JsonObject total =
        traffic.json().getJsonArray("series").getJsonObject(0).getJsonObject("total");
    return "%d requests, %d retries, %d resumes"
        .formatted(total.getInt("requests"), total.getInt("retries"), total.getInt("resumes"));
  }
}
