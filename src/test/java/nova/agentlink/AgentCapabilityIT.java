package nova.agentlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import nova.link.v1.ConfigOutcome;
import nova.link.v1.NodeConfig;
import nova.testing.NovaWar;
import nova.testing.SampleDocument;
import nova.testing.SignedUp;
import nova.testing.TestPostgres;
import nova.testing.TestWorld;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a customer writes, at the other end of the link; and what an agent is too old for. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class AgentCapabilityIT {
  private static final Path GOLDEN =
      Path.of(
          System.getProperty("nova.root", "."),
          "agent/protocol/src/test/resources/golden/node-config-2.binpb");

  @Deployment(testable = false)
  static WebArchive war() {
    return NovaWar.shipped();
  }

  private static TestAgent agent(SignedUp customer) throws Exception {
    var token = customer.client().post(customer.path("/join-tokens"), "{}").json();
    return TestAgent.enrol(TestWorld.url(), token.getString("token"), "edge");
  }

  private static String everythingOn(TestAgent agent) {
    return Json.createObjectBuilder(SampleDocument.json())
        .add("nodeIds", Json.createArrayBuilder().add(agent.node()))
        .build()
        .toString();
  }

  private static String plain(String algorithm) {
    return """
        {"name":"shop","listeners":[{"port":8080}],
         "pools":[{"name":"web","algorithm":"%s","servers":[{"host":"10.0.0.1","port":80}]}]}
        """
        .formatted(algorithm);
  }

  private static JsonObject node(SignedUp customer, TestAgent agent) {
    return customer.client().get(customer.path("/nodes/" + agent.node())).json();
  }

  private static void zone(SignedUp customer, TestAgent agent, String zone) {
    String path = customer.path("/nodes/" + agent.node());
    String tag = Objects.requireNonNull(customer.client().get(path).header("etag"));
    var patched =
        customer.client().with("If-Match", tag).patch(path, "{\"zone\":\"" + zone + "\"}");
    assertThat(patched.status()).as(patched.body()).isEqualTo(200);
    assertThat(patched.json().getString("zone")).isEqualTo(zone);
  }

  @Test
  void everything_that_can_be_said_arrives_at_the_agent_as_the_golden_config() throws Exception {
    var customer = SignedUp.anybody();
    var agent = agent(customer);
    zone(customer, agent, "fra1");
    String sent = everythingOn(agent);
    var made = customer.client().post(customer.path("/adcs"), sent);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.json().getJsonObject("document")).isEqualTo(SampleDocument.json(sent));
    var version =
        customer
            .client()
            .get(customer.path("/adcs/" + made.json().getString("id") + "/versions/1"));
    assertThat(version.json().getJsonObject("document")).isEqualTo(SampleDocument.json(sent));
    try (var link = agent.connect()) {
      link.hello(0);
      NodeConfig config = link.config();
      assertThat(config.getAdcs(0).getCookieKey().size()).isEqualTo(32);
      NodeConfig golden = NodeConfig.parseFrom(Files.readAllBytes(GOLDEN));
      var alike = config.toBuilder().setVersion(golden.getVersion());
      alike.setAdcs(
          0,
          alike.getAdcs(0).toBuilder()
              .setId(golden.getAdcs(0).getId())
              .setCookieKey(golden.getAdcs(0).getCookieKey()));
      assertThat(alike.build()).isEqualTo(golden);
    }
  }

  @Test
  void what_an_old_agent_would_ignore_is_not_sent_and_the_node_says_why() throws Exception {
    var customer = SignedUp.anybody();
    var agent = agent(customer);
    var made = customer.client().post(customer.path("/adcs"), plain("powerOfTwo"));
    String adc = customer.path("/adcs/" + made.json().getString("id"));
    try (var link = agent.connect()) {
      link.hello(0, 1);
      await()
          .untilAsserted(
              () -> assertThat(node(customer, agent).getInt("capability", 0)).isEqualTo(1));
      var state = node(customer, agent).getJsonObject("config");
      assertThat(state.getString("state")).isEqualTo("held");
      assertThat(state.getInt("sent")).isLessThan(state.getInt("desired"));
      assertThat(state.getJsonArray("problems").getValuesAs(JsonObject.class))
          .extracting(it -> it.getString("pointer") + " " + it.getString("code"))
          .containsExactly(" agent-too-old", "/adcs/0/pools/0 agent-too-old");
      var rollout = customer.client().get(adc).json().getJsonObject("rollout");
      assertThat(rollout.getInt("held")).isEqualTo(1);

      // what it does understand it gets at once, and it is the first config it was ever sent
      var put = customer.client().with("If-Match", "\"1\"").put(adc, plain("roundRobin"));
      assertThat(put.status()).as(put.body()).isEqualTo(200);
      NodeConfig config = link.config();
      assertThat(config.getAdcs(0).getPools(0).getAlgorithmValue()).isEqualTo(1);
      link.outcome(config.getVersion(), ConfigOutcome.Stage.APPLIED, config.getVersion());
      customer.client().with("If-Match", "\"2\"").put(adc, plain("random"));
      await()
          .untilAsserted(
              () ->
                  assertThat(node(customer, agent).getJsonObject("config").getString("state"))
                      .isEqualTo("held"));
      assertThat(link.frames).isEmpty();
    }
    try (var updated = agent.connect()) {
      updated.hello(1, 2);
      assertThat(updated.config().getAdcs(0).getPools(0).getAlgorithmValue()).isEqualTo(5);
    }
  }

  @Test
  void the_key_of_sticky_sessions_is_for_nodes_only() throws Exception {
    var customer = SignedUp.anybody();
    customer.client().post(customer.path("/adcs"), plain("random"));
    try (var reader = TestPostgres.nova(TestPostgres.READER);
        var statement = reader.createStatement()) {
      statement.execute(
          "SELECT set_config('nova.tenant', '" + customer.organisation() + "', false)");
      try (var rows = statement.executeQuery("SELECT name FROM adc")) {
        assertThat(rows.next()).isTrue();
      }
      for (String secret :
          new String[] {"SELECT cookie_key FROM adc", "SELECT body FROM config_body"}) {
        assertThatThrownBy(() -> statement.executeQuery(secret))
            .hasMessageContaining("permission denied");
      }
    }
  }

  @Test
  void a_document_of_before_is_still_read_and_served() throws Exception {
    var customer = SignedUp.anybody();
    var made = customer.client().post(customer.path("/adcs"), plain("roundRobin"));
    String adc = made.json().getString("id");
    try (var owner = TestPostgres.nova(TestPostgres.OWNER);
        var statement = owner.createStatement()) {
      statement.execute(
          "UPDATE adc_version SET document = jsonb_set(document, '{pools,0,algorithm}',"
              + " '\"round-robin\"') WHERE adc_id = '"
              + adc
              + "'");
    }
    var read = customer.client().get(customer.path("/adcs/" + adc)).json();
    assertThat(
            read.getJsonObject("document")
                .getJsonArray("pools")
                .getJsonObject(0)
                .getString("algorithm"))
        .isEqualTo("roundRobin");
    var agent = agent(customer);
    try (var link = agent.connect()) {
      link.hello(0, 1);
      assertThat(link.config().getAdcs(0).getPools(0).getAlgorithmValue()).isEqualTo(1);
    }
  }
}
