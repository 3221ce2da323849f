package nova.web.billing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.Objects;
import nova.testing.NovaWar;
import nova.testing.SignedUp;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class BillingIT {
  @Deployment
  static WebArchive war() {
    return NovaWar.shipped();
  }

  @Test
  void who_has_just_signed_up_is_on_the_free_plan_with_five_nodes() {
    var customer = SignedUp.anybody();
    JsonObject billing = customer.client().get(customer.path("/billing")).json();
    assertThat(billing.getString("plan")).isEqualTo("free");
    assertThat(billing.getJsonObject("nodes").getInt("slots")).isEqualTo(5);
    assertThat(billing.getJsonObject("nodes").getJsonObject("limit").getString("code"))
        .isEqualTo("plan-limit");
    assertThat(billing.getJsonObject("month").getJsonObject("forecast").getString("amount"))
        .isEqualTo("0.00");
    assertThat(customer.client().get(customer.path("/billing/plans")).body()).contains("\"0.13\"");
  }

  @Test
  void caps_are_set_by_whoever_read_them_last_and_every_fault_is_named() {
    var customer = SignedUp.anybody();
    String caps = customer.path("/billing/caps");
    assertThat(customer.client().put(caps, "{}").status()).isEqualTo(428);
    String read = etag(customer);
    var client = customer.client().with("If-Match", read);
    var wrong =
        client.put(
            caps,
            "{\"maxNodes\":-1,\"maxSpend\":{\"amount\":\"1e3\"},\"warnSpend\":{\"amount\":\"9.999\"}}");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("/maxNodes", "/maxSpend/amount");
    var set =
        client.put(
            caps,
            "{\"maxNodes\":3,\"maxSpend\":{\"amount\":\"250.00\",\"currency\":\"USD\"},\"warnSpend\":{\"amount\":\"99.5\"}}");
    assertThat(set.status()).as(set.body()).isEqualTo(200);
    assertThat(set.json().getJsonObject("nodes").getInt("slots")).isEqualTo(3);
    assertThat(set.json().getJsonObject("caps").getJsonObject("warnSpend").getString("amount"))
        .isEqualTo("99.50");
    assertThat(client.put(caps, "{}").status()).as("the version of before").isEqualTo(412);
    assertThat(
            customer
                .client()
                .with("If-Match", etag(customer))
                .put(caps, "{}")
                .json()
                .getJsonObject("nodes")
                .getInt("slots"))
        .isEqualTo(5);
  }

  @Test
  void a_plan_counts_from_the_next_hour_and_wants_a_card_for_more() {
    var customer = SignedUp.anybody();
    var chosen =
        customer
            .client()
            .with("If-Match", etag(customer))
            .put(customer.path("/billing/plan"), "{\"plan\":\"pro\"}");
    assertThat(chosen.status()).as(chosen.body()).isEqualTo(200);
    assertThat(chosen.json().getString("nextPlan")).isEqualTo("pro");
    var simulated = customer.client().get(customer.path("/billing/simulation?nodes=12")).json();
    assertThat(simulated.getJsonObject("refusal").getString("code")).isEqualTo("no-card");
    assertThat(simulated.getJsonObject("fullMonth").getString("amount"))
        .as("seven paid nodes in 672 to 744 hours at $0.13")
        .isIn("611.52", "633.36", "655.20", "677.04");
    assertThat(
            customer
                .client()
                .with("If-Match", etag(customer))
                .put(customer.path("/billing/plan"), "{\"plan\":\"self-hosted\"}")
                .status())
        .isEqualTo(409);
    assertThat(customer.client().get(customer.path("/billing/simulation?nodes=x")).status())
        .isEqualTo(422);
  }

  @Test
  void a_neighbours_billing_is_unknown() {
    var customer = SignedUp.anybody();
    var neighbour = SignedUp.anybody();
    for (String place :
        new String[] {
          "/billing",
          "/billing/plans",
          "/billing/warnings",
          "/ledger",
          "/ledger/csv",
          "/ledger/verification",
          "/usage/nodes",
          "/usage/node-hours.csv",
          "/billing/simulation?nodes=1"
        }) {
      assertThat(customer.client().get(neighbour.path(place)).status()).as(place).isEqualTo(404);
    }
    assertThat(
            customer
                .client()
                .with("If-Match", "\"0\"")
                .put(neighbour.path("/billing/caps"), "{}")
                .status())
        .isEqualTo(404);
  }

  private static String etag(SignedUp customer) {
    return Objects.requireNonNull(customer.client().get(customer.path("/billing")).header("ETag"));
  }
}
