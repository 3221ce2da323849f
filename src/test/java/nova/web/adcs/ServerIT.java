package nova.web.adcs;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import nova.testing.ContractClient.Answer;
import nova.testing.NovaWar;
import nova.testing.SignedUp;
import nova.testing.TestPostgres;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ServerIT {
  private static final String DOCUMENT =
      """
      {"name":"shop","listeners":[{"port":8080}],"pools":[{"name":"web","servers":[
        {"name":"a","host":"10.0.0.1","port":80},{"name":"b","host":"10.0.0.2","port":80}]}]}
      """;

  @Deployment(testable = false)
  static WebArchive war() {
    return NovaWar.shipped();
  }

  /** An ADC of somebody new. */
  private record Shop(SignedUp customer, String path) {
    static Shop open() {
      var customer = SignedUp.anybody();
      var made = customer.client().post(customer.path("/adcs"), DOCUMENT);
      assertThat(made.status()).as(made.body()).isEqualTo(201);
      return new Shop(customer, customer.path("/adcs/" + made.json().getString("id")));
    }

    Answer order(String what, String more) {
      return customer.client().post(path + "/servers/" + what, about("a", more));
    }

    static String about(String server, String more) {
      return "{\"pool\":\"web\",\"server\":\"" + server + "\"" + more + "}";
    }

    /** The server as the document has it. */
    JsonObject server(String name) {
      return pool().getJsonArray("servers").getValuesAs(JsonObject.class).stream()
          .filter(one -> one.getString("name").equals(name))
          .findFirst()
          .orElseThrow();
    }

    JsonObject pool() {
      return customer
          .client()
          .get(path)
          .json()
          .getJsonObject("document")
          .getJsonArray("pools")
          .getJsonObject(0);
    }

    List<JsonObject> states() {
      return customer
          .client()
          .get(path + "/servers")
          .json()
          .getJsonArray("items")
          .getValuesAs(JsonObject.class);
    }

    List<JsonObject> versions() {
      return customer
          .client()
          .get(path + "/versions")
          .json()
          .getJsonArray("items")
          .getValuesAs(JsonObject.class);
    }
  }

  private static List<String> faults(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    return answer.json().getJsonArray("problems").getValuesAs(JsonObject.class).stream()
        .map(error -> error.getString("pointer") + " " + error.getString("code"))
        .toList();
  }

  @Test
  void a_server_is_drained_by_a_deadline_and_brought_back() {
    Shop shop = Shop.open();
    var drained = shop.order("drain", ",\"deadlineSeconds\":600,\"why\":\"new kernel\"");
    assertThat(drained.status()).as(drained.body()).isEqualTo(200);
    assertThat(drained.header("etag")).isEqualTo("\"2\"");
    Instant deadline = Instant.parse(shop.server("a").getJsonObject("drain").getString("forceAt"));
    assertThat(deadline)
        .isBetween(
            Instant.parse(drained.json().getString("changedAt")).plusSeconds(599),
            Instant.parse(drained.json().getString("changedAt")).plusSeconds(601));
    // nobody serves the ADC, so nothing is left anywhere
    assertThat(shop.states().getFirst().getString("service")).isEqualTo("drained");
    assertThat(shop.states().getLast().getString("service")).isEqualTo("serving");

    shop.order("bring-back", "");
    assertThat(shop.server("a").containsKey("drain")).isFalse();
    assertThat(shop.versions())
        .extracting(one -> one.getString("why"))
        .containsExactly("Bring back a of web", "new kernel", "console");
    assertThat(shop.versions())
        .extracting(one -> one.getString("author"))
        .containsOnly(shop.customer().email());
  }

  @Test
  void weight_maintenance_and_shares_each_make_a_version_once() {
    Shop shop = Shop.open();
    shop.order("weight", ",\"weight\":5");
    shop.order("weight", ",\"weight\":5");
    assertThat(shop.server("a").getInt("weight")).isEqualTo(5);
    shop.order("maintenance", ",\"on\":true");
    assertThat(shop.states().getFirst().getString("service")).isEqualTo("maintenance");
    shop.order("maintenance", ",\"on\":false");
    shop.order("share", ",\"sharePercent\":12.5,\"headers\":[{\"name\":\"X-Canary\"}]");
    shop.order("share", ",\"sharePercent\":25");
    var stage = shop.pool().getJsonArray("stages").getJsonObject(0);
    assertThat(stage.getString("name")).isEqualTo("a");
    assertThat(stage.getInt("sharePercent")).isEqualTo(25);
    assertThat(stage.getJsonArray("headers")).hasSize(1);
    assertThat(shop.states().getFirst().getJsonObject("stage").getInt("sharePercent"))
        .isEqualTo(25);
    shop.order("unshare", "");
    assertThat(shop.pool().containsKey("stages")).isFalse();
    assertThat(shop.versions()).hasSize(7);
  }

  @Test
  void what_cannot_be_done_is_said_at_its_field_and_nothing_is_changed() {
    Shop shop = Shop.open();
    assertThat(faults(shop.order("drain", ",\"deadlineSeconds\":5,\"force\":true,\"x\":1")))
        .containsExactlyInAnyOrder("/deadlineSeconds one-of", "/x unknown");
    assertThat(faults(shop.order("weight", ",\"weight\":257")))
        .containsExactly("/weight out-of-range");
    assertThat(faults(shop.order("share", ",\"sharePercent\":1,\"cookies\":[{\"name\":\"a b\"}]")))
        .containsExactly("/cookies/0/name not-a-name");
    var client = shop.customer().client();
    assertThat(faults(client.post(shop.path() + "/servers/drain", Shop.about("gone", ""))))
        .containsExactly("/server unknown-server");
    assertThat(
            faults(
                client.post(
                    shop.path() + "/servers/drain", "{\"pool\":\"gone\",\"server\":\"a\"}")))
        .containsExactly("/pool unknown-pool");
    // with both in stages the rest of the traffic would have no server
    shop.order("share", ",\"sharePercent\":40");
    var second =
        client.post(shop.path() + "/servers/share", Shop.about("b", ",\"sharePercent\":10"));
    assertThat(faults(second)).containsExactly("/server nobody-left");
    var third =
        client.post(shop.path() + "/servers/share", Shop.about("b", ",\"sharePercent\":90"));
    assertThat(faults(third)).containsExactly("/sharePercent too-much");
    assertThat(shop.versions()).hasSize(2);
  }

  @Test
  void a_command_for_a_version_that_is_past_is_refused() {
    Shop shop = Shop.open();
    shop.order("weight", ",\"weight\":5");
    var client = shop.customer().client().with("If-Match", "\"1\"");
    var late = client.post(shop.path() + "/servers/drain", Shop.about("a", ""));
    assertThat(late.status()).isEqualTo(412);
    var now = shop.customer().client().with("If-Match", "\"2\"");
    assertThat(now.post(shop.path() + "/servers/drain", Shop.about("a", "")).status())
        .isEqualTo(200);
  }

  @Test
  void servers_come_in_pages_in_the_order_of_the_document() {
    Shop shop = Shop.open();
    var client = shop.customer().client();
    var first = client.get(shop.path() + "/servers?limit=1").json();
    assertThat(first.getJsonArray("items").getJsonObject(0).getString("name")).isEqualTo("a");
    var second =
        client.get(shop.path() + "/servers?limit=1&cursor=" + first.getString("next")).json();
    assertThat(second.getJsonArray("items").getJsonObject(0).getString("name")).isEqualTo("b");
    assertThat(second.containsKey("next")).isFalse();
  }

  @Test
  void a_neighbours_adc_is_unknown_at_every_door() {
    Shop shop = Shop.open();
    var neighbour = SignedUp.anybody();
    String own = shop.path().replace(shop.customer().organisation(), neighbour.organisation());
    for (String path : List.of(shop.path(), own)) {
      assertThat(neighbour.client().get(path + "/servers").status()).isEqualTo(404);
      for (var door :
          List.of(
              List.of("drain", ""),
              List.of("bring-back", ""),
              List.of("weight", ",\"weight\":1"),
              List.of("maintenance", ",\"on\":true"),
              List.of("share", ",\"sharePercent\":1"),
              List.of("unshare", ""))) {
        var answer =
            neighbour
                .client()
                .post(path + "/servers/" + door.getFirst(), Shop.about("a", door.getLast()));
        assertThat(answer.status()).as(path + door).isEqualTo(404);
      }
    }
    assertThat(shop.versions()).hasSize(1);
  }

  @Test
  void who_did_what_to_which_server_is_in_the_audit_log() throws Exception {
    Shop shop = Shop.open();
    shop.order("drain", ",\"why\":\"new kernel\"");
    shop.order("drain", ",\"why\":\"new kernel\"");
    try (var owner = TestPostgres.nova(TestPostgres.OWNER);
        var statement = owner.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT why, subject FROM audit_entry WHERE action = 'server.drain'"
                    + " AND tenant_id = '"
                    + shop.customer().organisation()
                    + "'")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString("why")).isEqualTo("new kernel");
      assertThat(rows.getString("subject")).endsWith(" web/a");
      assertThat(rows.next()).isFalse();
    }
  }
}
