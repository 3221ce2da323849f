package nova.agentlink;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import nova.testing.NovaWar;
import nova.testing.SignedUp;
import nova.testing.TestWorld;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The limit of nodes at the agents' door. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class NodeLimitIT {
  @Deployment
  static WebArchive war() {
    return NovaWar.shipped();
  }

  @Test
  void of_eight_agents_at_once_five_get_in_and_the_others_are_told_why() throws Exception {
    var customer = SignedUp.anybody();
    var made = customer.client().post(customer.path("/join-tokens"), "{\"uses\":10}").json();
    String token = made.getString("token");
    List<Integer> statuses = askAtOnce(token, 8);
    assertThat(statuses).filteredOn(status -> status == 200).hasSize(5);
    assertThat(statuses).filteredOn(status -> status == 409).hasSize(3);

    var refused = TestAgent.askToEnrol(TestWorld.url(), token, TestAgent.newKeys(), "one-too-many");
    assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(new String(refused.body(), StandardCharsets.UTF_8))
        .contains("\"code\":\"no-room\"")
        .contains("The Free plan has 5 nodes. Choose a plan with more in the console");
    var shown = customer.client().get(customer.path("/refusals")).json().getJsonArray("items");
    assertThat(shown.getJsonObject(0).getString("code")).isEqualTo("no-room");
    assertThat(shown.getJsonObject(0).getString("message")).startsWith("The Free plan has 5 nodes");
    assertThat(shown.getJsonObject(0).getInt("count")).isEqualTo(4);

    var tokens = customer.client().get(customer.path("/join-tokens")).json().getJsonArray("items");
    assertThat(tokens.getJsonObject(0).getInt("usesLeft"))
        .as("who had no room used none")
        .isEqualTo(5);
    var nodes = customer.client().get(customer.path("/nodes")).json().getJsonArray("items");
    assertThat(nodes).hasSize(5);
    String one = nodes.getValuesAs(JsonObject.class).getFirst().getString("id");
    assertThat(customer.client().delete(customer.path("/nodes/" + one)).status()).isEqualTo(204);
    assertThat(
            TestAgent.askToEnrol(TestWorld.url(), token, TestAgent.newKeys(), "next").statusCode())
        .isEqualTo(200);
  }

  private static List<Integer> askAtOnce(String token, int agents) throws Exception {
    var together = new CyclicBarrier(agents);
    var asking = new ArrayList<Callable<Integer>>();
    for (int i = 0; i < agents; i++) {
      asking.add(
          () -> {
            var keys = TestAgent.newKeys();
            together.await();
            return TestAgent.askToEnrol(TestWorld.url(), token, keys, "edge").statusCode();
          });
    }
    var statuses = new ArrayList<Integer>();
    try (var threads = Executors.newFixedThreadPool(agents)) {
      for (var one : threads.invokeAll(asking)) {
        statuses.add(one.get());
      }
    }
    return statuses;
  }
}
