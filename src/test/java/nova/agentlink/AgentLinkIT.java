package nova.agentlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import nova.link.v1.ConfigOutcome;
import nova.link.v1.ConfigProblem;
import nova.link.v1.NodeConfig;
import nova.testing.NovaWar;
import nova.testing.SignedUp;
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
  void a_neighbours_id_is_unknown_everywhere() throws Exception {
    var owner = SignedUp.anybody();
    var made = owner.client().post(owner.path("/adcs"), document("shop", 8080));
    String adc = "/adcs/" + made.json().getString("id");
    String node = "/nodes/" + agent(owner).node();
    var neighbour = SignedUp.anybody();
    for (String path : List.of(adc, adc + "/versions", adc + "/versions/1", node)) {
      assertThat(neighbour.client().get(neighbour.path(path)).status()).as(path).isEqualTo(404);
      assertThat(neighbour.client().get(owner.path(path)).status()).as(path).isEqualTo(404);
    }
    assertThat(neighbour.client().delete(neighbour.path(node)).status()).isEqualTo(404);
    for (String path :
        List.of("/join-tokens", "/refusals", "/usage", "/usage/node-hours", "/metrics/traffic")) {
      assertThat(neighbour.client().get(owner.path(path)).status()).as(path).isEqualTo(404);
    }
  }
}
