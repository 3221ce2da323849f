package nova.agentlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import nova.link.v1.ConfigOutcome.Stage;
import nova.link.v1.Envelope;
import nova.link.v1.HealthReport;
import nova.link.v1.NodeConfig;
import nova.link.v1.ServerHealth;
import nova.testing.NovaWar;
import nova.testing.SignedUp;
import nova.testing.TestWorld;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How servers are, out of what several nodes tell. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ServerReportsIT {

  @Deployment(testable = false)
  static WebArchive war() {
    return NovaWar.shipped();
  }

  private static TestAgent agent(SignedUp customer) throws Exception {
    var token = customer.client().post(customer.path("/join-tokens"), "{}").json();
    return TestAgent.enrol(TestWorld.url(), token.getString("token"), "edge");
  }

  private static NodeConfig applied(TestAgent.Link link) throws Exception {
    NodeConfig config =
        link.next(Envelope.FrameCase.APPLY_CONFIG, PATIENCE).getApplyConfig().getConfig();
    link.outcome(config.getVersion(), Stage.APPLIED, config.getVersion());
    return config;
  }

  private static final java.time.Duration PATIENCE = java.time.Duration.ofSeconds(15);

  private static void report(
      TestAgent.Link link, String adc, ServerHealth.State state, int inFlight) throws Exception {
    link.send(
        Envelope.newBuilder()
            .setHealthReport(
                HealthReport.newBuilder()
                    .addServers(
                        ServerHealth.newBuilder()
                            .setAdcId(adc)
                            .setPoolId("web")
                            .setServerId("a")
                            .setState(state)
                            .setCause(state == ServerHealth.State.UNHEALTHY ? "status 501" : "")
                            .setPassive(state == ServerHealth.State.UNHEALTHY)
                            .setInFlight(inFlight))));
  }

  private static JsonObject server(SignedUp customer, String adc) {
    return customer
        .client()
        .get(customer.path("/adcs/" + adc + "/servers"))
        .json()
        .getJsonArray("items")
        .getJsonObject(0);
  }

  @Test
  void a_drained_server_shows_what_is_left_until_nothing_is() throws Exception {
    var customer = SignedUp.anybody();
    String adc =
        customer
            .client()
            .post(
                customer.path("/adcs"),
                """
                {"name":"shop","listeners":[{"port":8080}],"pools":[{"name":"web","servers":[
                  {"name":"a","host":"10.0.0.1","port":80},{"name":"b","host":"10.0.0.2","port":80}]}]}
                """)
            .json()
            .getString("id");
    try (var one = agent(customer).connect();
        var other = agent(customer).connect()) {
      for (TestAgent.Link link : new TestAgent.Link[] {one, other}) {
        link.hello(0);
        applied(link);
      }
      report(one, adc, ServerHealth.State.HEALTHY, 3);
      report(other, adc, ServerHealth.State.UNHEALTHY, 4);
      await()
          .untilAsserted(
              () -> {
                JsonObject server = server(customer, adc);
                assertThat(server.getString("health")).isEqualTo("mixed");
                assertThat(server.getString("cause")).isEqualTo("status 501");
                assertThat(server.getBoolean("passive")).isTrue();
                assertThat(server.getInt("inFlight")).isEqualTo(7);
                assertThat(server.getJsonArray("seenBy")).hasSize(2);
              });

      var drain =
          customer
              .client()
              .post(
                  customer.path("/adcs/" + adc + "/servers/drain"),
                  "{\"pool\":\"web\",\"server\":\"a\",\"deadlineSeconds\":60}");
      assertThat(drain.status()).as(drain.body()).isEqualTo(200);
      long deadline =
          applied(one).getAdcs(0).getPools(0).getServers(0).getDrain().getForceAtMillis();
      assertThat(deadline).isPositive();
      report(one, adc, ServerHealth.State.HEALTHY, 0);
      // the other node has not stopped yet
      await()
          .untilAsserted(() -> assertThat(server(customer, adc).getInt("inFlight")).isEqualTo(4));
      assertThat(server(customer, adc).getString("service")).isEqualTo("draining");
      applied(other);
      report(other, adc, ServerHealth.State.HEALTHY, 0);
      await()
          .untilAsserted(
              () -> assertThat(server(customer, adc).getString("service")).isEqualTo("drained"));
    }
  }
}
