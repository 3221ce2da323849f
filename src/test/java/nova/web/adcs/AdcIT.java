package nova.web.adcs;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
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
class AdcIT {
  /** A body and every fault in it, as "pointer code". */
  private record Case(String body, List<String> faults) {
    Case(String body, String... faults) {
      this(body, List.of(faults));
    }
  }

  private static final String POOL =
      "\"pools\":[{\"name\":\"web\",\"servers\":[{\"host\":\"10.0.0.1\",\"port\":80}]}]";
  private static final List<Case> CASES =
      List.of(
          new Case(
              "{\"name\":\"a\",\"listeners\":[{\"port\":81},{\"port\":81}]," + POOL + "}",
              "/listeners/1/port duplicate-listener"),
          new Case(
              "{\"name\":\"a\",\"listeners\":[{\"port\":81},"
                  + "{\"address\":\"127.0.0.1\",\"port\":81}],"
                  + POOL
                  + "}",
              "/listeners/1/port duplicate-listener"),
          new Case(
              "{\"name\":\"a\",\"listeners\":[{\"address\":\"here\",\"port\":81}]," + POOL + "}",
              "/listeners/0/address not-an-address"),
          new Case(
              "{\"name\":\"a\",\"listeners\":[{\"port\":81}],"
                  + POOL
                  + ",\"routes\":[{\"name\":\"r\",\"pool\":\"gone\"}]}",
              "/routes/0/pool unknown-pool"),
          new Case(
              "{\"name\":\"a\",\"listeners\":[{\"port\":81}],\"nodeIds\":[\""
                  + new UUID(7, 7)
                  + "\"],"
                  + POOL
                  + "}",
              "/nodeIds/0 unknown-node"),
          new Case(
              "{\"name\":\"a\",\"listeners\":[{\"port\":81}],\"pools\":["
                  + "{\"name\":\"web\",\"servers\":[{\"host\":\"not a host\",\"port\":80},"
                  + "{\"host\":\"256.1.1.1\",\"port\":80}]},"
                  + "{\"name\":\"web\",\"servers\":[{\"host\":\"a.example\",\"port\":80}]}]}",
              "/pools/0/servers/0/host not-a-host",
              "/pools/0/servers/1/host not-a-host",
              "/pools/1/name duplicate"));

  @Deployment(testable = false)
  static WebArchive war() {
    return NovaWar.shipped();
  }

  private static String document(String name, int port) {
    return "{\"name\":\"%s\",\"listeners\":[{\"port\":%d}],%s}".formatted(name, port, POOL);
  }

  private static List<String> faults(String body) {
    try (var reader = jakarta.json.Json.createReader(new java.io.StringReader(body))) {
      return reader.readObject().getJsonArray("problems").getValuesAs(JsonObject.class).stream()
          .map(error -> error.getString("pointer") + " " + error.getString("code"))
          .toList();
    }
  }

  @Test
  void every_fault_is_named_where_it_is() {
    var customer = SignedUp.anybody();
    for (Case one : CASES) {
      var answer = customer.client().post(customer.path("/adcs"), one.body());
      assertThat(answer.status()).as(one.body() + answer.body()).isEqualTo(422);
      assertThat(faults(answer.body()))
          .as(one.body())
          .containsExactlyInAnyOrderElementsOf(one.faults());
    }
    assertThat(customer.client().get(customer.path("/adcs")).json().getJsonArray("items"))
        .isEmpty();
  }

  @Test
  void faults_of_shape_and_of_sense_come_together() {
    var customer = SignedUp.anybody();
    String body =
        "{\"name\":\"a\",\"listeners\":[{\"port\":81},{\"port\":81}],\"pools\":[{\"name\":\"web\","
            + "\"servers\":[{\"host\":\"not a host\",\"port\":80},{\"host\":\"b\",\"port\":70000}]}]}";
    var answer = customer.client().post(customer.path("/adcs"), body);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(faults(answer.body()))
        .contains("/listeners/1/port duplicate-listener", "/pools/0/servers/0/host not-a-host")
        .anyMatch(fault -> fault.startsWith("/pools/0/servers/1/port "));
  }

  @Test
  void a_port_another_adc_has_on_the_same_node_names_that_adc() {
    var customer = SignedUp.anybody();
    customer.client().post(customer.path("/adcs"), document("shop", 8080));
    var answer = customer.client().post(customer.path("/adcs"), document("blog", 8080));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(faults(answer.body())).containsExactly("/listeners/0/port port-taken");
    assertThat(answer.body()).contains("shop");
    assertThat(customer.client().post(customer.path("/adcs"), document("blog", 8081)).status())
        .isEqualTo(201);
  }

  @Test
  void of_two_edits_at_once_one_wins_and_the_other_is_told() throws Exception {
    var customer = SignedUp.anybody();
    var made = customer.client().post(customer.path("/adcs"), document("shop", 8080));
    String adc = customer.path("/adcs/" + made.json().getString("id"));
    for (int round = 0; round < 5; round++) {
      String tag = Objects.requireNonNull(customer.client().get(adc).header("etag"));
      var together = new CyclicBarrier(2);
      var answers = new ArrayList<Integer>();
      try (var editors = Executors.newFixedThreadPool(2)) {
        var edits = new ArrayList<Callable<Integer>>();
        for (int port = 9000 + 2 * round; port < 9002 + 2 * round; port++) {
          String body = document("shop", port);
          edits.add(
              () -> {
                together.await();
                return customer.client().with("If-Match", tag).put(adc, body).status();
              });
        }
        for (var edit : editors.invokeAll(edits)) {
          answers.add(edit.get());
        }
      }
      assertThat(answers).containsExactlyInAnyOrder(200, 412);
    }
    assertThat(customer.client().get(adc + "/versions").json().getJsonArray("items")).hasSize(6);
  }

  @Test
  void a_neighbours_id_is_unknown_at_every_door() {
    var owner = SignedUp.anybody();
    var adc = owner.client().post(owner.path("/adcs"), document("shop", 8080)).json();
    var token = owner.client().post(owner.path("/join-tokens"), "{}").json();
    String adcPath = "/adcs/" + adc.getString("id");
    String tokenPath = "/join-tokens/" + token.getString("id");
    String node = "/nodes/" + UUID.randomUUID();
    record Door(String method, String path, String body) {}
    var doors =
        List.of(
            new Door("GET", adcPath, ""),
            new Door("PUT", adcPath, document("mine", 8080)),
            new Door("DELETE", adcPath, ""),
            new Door("GET", adcPath + "/versions", ""),
            new Door("GET", adcPath + "/versions/1", ""),
            new Door("DELETE", tokenPath, ""),
            new Door("GET", node, ""),
            new Door("PATCH", node, "{\"name\":\"mine\"}"),
            new Door("PATCH", node, "{\"zone\":\"mine\"}"),
            new Door("DELETE", node, ""));
    var collections =
        List.of(
            new Door("GET", "/adcs", ""),
            new Door("POST", "/adcs", document("mine", 8080)),
            new Door("GET", "/nodes", ""),
            new Door("GET", "/join-tokens", ""),
            new Door("POST", "/join-tokens", "{}"),
            new Door("GET", "/refusals", ""),
            new Door("GET", "/usage", ""),
            new Door("GET", "/usage/node-hours", ""),
            new Door("GET", "/metrics/traffic", ""));
    var neighbour = SignedUp.anybody();
    var client = neighbour.client().with("If-Match", "\"1\"");
    for (Door door : doors) {
      String body = door.body().isEmpty() ? null : door.body();
      for (String path : List.of(neighbour.path(door.path()), owner.path(door.path()))) {
        assertThat(client.send(door.method(), path, body).status()).as(door + path).isEqualTo(404);
      }
    }
    for (Door door : collections) {
      String body = door.body().isEmpty() ? null : door.body();
      assertThat(client.send(door.method(), owner.path(door.path()), body).status())
          .as(door.toString())
          .isEqualTo(404);
    }
    assertThat(owner.client().get(owner.path(adcPath)).status()).isEqualTo(200);
  }

  @Test
  void who_changed_what_is_in_the_audit_log() throws Exception {
    var customer = SignedUp.anybody();
    var made = customer.client().post(customer.path("/adcs"), document("shop", 8080));
    String adc = customer.path("/adcs/" + made.json().getString("id"));
    String tag = Objects.requireNonNull(made.header("etag"));
    var put = customer.client().with("If-Match", tag).put(adc, document("shop", 8081));
    tag = Objects.requireNonNull(put.header("etag"));
    customer.client().with("If-Match", tag).delete(adc);
    var token = customer.client().post(customer.path("/join-tokens"), "{}").json();
    customer.client().delete(customer.path("/join-tokens/" + token.getString("id")));
    var actions = new ArrayList<String>();
    try (var owner = TestPostgres.nova(TestPostgres.OWNER);
        var statement = owner.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT action FROM audit_entry WHERE actor_kind = 'person' AND tenant_id = '"
                    + customer.organisation()
                    + "' ORDER BY id")) {
      while (rows.next()) {
        actions.add(rows.getString(1));
      }
    }
    assertThat(actions)
        .containsSubsequence(
            "adc.create", "adc.replace", "adc.delete", "join-token.create", "join-token.revoke");
  }
}
