package nova.nodes.logic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import nova.kernel.NodeId;
import nova.kernel.Problem;
import nova.link.v1.NodeConfig;
import nova.nodes.AdcId;
import nova.nodes.logic.ConfigCompiler.Compiled;
import nova.nodes.store.AdcRows.Keyed;
import nova.nodes.store.ConfigRows.Placed;
import nova.nodes.store.StoredDocument;
import nova.testing.SampleDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigCompilerTest {
  private static final NodeId NODE =
      new NodeId(UUID.fromString("6b0d9a54-54a5-4c1e-9d5c-0d6b5c7d1a01"));
  private static final AdcId ADC =
      new AdcId(UUID.fromString("6b0d9a54-54a5-4c1e-9d5c-0d6b5c7d1a05"));
  private static final Path GOLDEN =
      Path.of(System.getProperty("nova.root", "."), "agent/protocol/src/test/resources/golden");

  private static final String PLAIN =
      """
      {"name":"shop","listeners":[{"address":"0.0.0.0","port":80,"protocol":"http"LISTENER}],
       "routes":[{"name":"default","pathPrefix":"/","pool":"web"ROUTE}],
       "pools":[{"name":"web","algorithm":"ALGORITHM",
         "servers":[{"name":"a","host":"10.0.0.1","port":80SERVER}],
         "healthCheck":{"path":"/","intervalMillis":5000,"timeoutMillis":2000,"rise":2,"fall":3,
           "statusFrom":200,"statusTo":399CHECK},
         "timeouts":{"connectMillis":2000,"firstByteMillis":60000,"idleMillis":60000}POOL}],
       "limits":{"maxHeaderBytes":16384,"maxHeaders":100,"maxBodyBytes":0,
         "headerTimeoutMillis":10000,"idleTimeoutMillis":60000,"bodyIdleTimeoutMillis":30000,
         "maxConnections":10000}}
      """;

  private static Compiled compile(String document, String zone) {
    var key = new byte[32];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (i + 1);
    }
    var adc = new Keyed(ADC, StoredDocument.read(SampleDocument.json(document)), key);
    return Objects.requireNonNull(
        ConfigCompiler.compile(List.of(new Placed(NODE, zone)), List.of(adc)).get(NODE));
  }

  private static String plain(String where, String more) {
    String document = PLAIN.replace("ALGORITHM", where.equals("ALGORITHM") ? more : "round-robin");
    for (String place : List.of("LISTENER", "ROUTE", "SERVER", "CHECK", "POOL")) {
      document = document.replace(place, place.equals(where) ? "," + more : "");
    }
    return document;
  }

  @Test
  void all_that_a_customer_can_say_comes_out_as_the_golden_config() throws IOException {
    NodeConfig made =
        NodeConfig.parseFrom(compile(SampleDocument.text(), "fra1").body()).toBuilder()
            .setVersion(43)
            .build();
    assertThat(made)
        .isEqualTo(NodeConfig.parseFrom(Files.readAllBytes(GOLDEN.resolve("node-config-2.binpb"))));
  }

  @Test
  void all_that_a_customer_can_say_is_understood_by_the_agent() throws IOException {
    NodeConfig made = NodeConfig.parseFrom(compile(SampleDocument.text(), "fra1").body());
    // what it understands and cannot do yet it says so; nothing else may be wrong
    switch (nova.agent.config.ConfigCompiler.compile(made)) {
      case nova.agent.config.Compiled.Accepted accepted ->
          assertThat(accepted.snapshot().adcs()).isNotEmpty();
      case nova.agent.config.Compiled.Refused refused ->
          assertThat(refused.problems())
              .allMatch(problem -> problem.getCode().equals("not-supported"));
    }
  }

  @Test
  void what_every_agent_understands_is_for_every_agent() throws IOException {
    Compiled compiled = compile(plain("", ""), "fra1");
    assertThat(compiled.needs()).isEmpty();
    assertThat(compiled.capability()).isEqualTo(1);
    // a secret without a use, or a zone that changes nothing, is not in it
    NodeConfig config = NodeConfig.parseFrom(compiled.body());
    assertThat(config.getAdcs(0).getCookieKey().isEmpty()).isTrue();
    assertThat(config.getZone()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALGORITHM | powerOfTwo               | /adcs/0/pools/0",
        "LISTENER  | \"http2\":false          | /adcs/0/listeners/0",
        "LISTENER  | \"proxyProtocol\":true   | /adcs/0/listeners/0",
        "ROUTE     | \"methods\":[\"GET\"]    | /adcs/0/routes/0",
        "ROUTE     | \"retry\":{}             | /adcs/0/routes/0",
        "SERVER    | \"weight\":1             | /adcs/0/pools/0",
        "SERVER    | \"drain\":{}             | /adcs/0/pools/0",
        "SERVER    | \"maintenance\":true     | /adcs/0/pools/0",
        "CHECK     | \"kind\":\"tcp\"         | /adcs/0/pools/0",
        "CHECK     | \"initiallyDown\":true   | /adcs/0/pools/0",
        "POOL      | \"passiveHealth\":{}     | /adcs/0/pools/0",
        "POOL      | \"slowStartMillis\":0    | /adcs/0/pools/0",
      })
  void what_the_first_agents_would_ignore_is_not_for_them(
      String where, String more, String pointer) {
    Compiled compiled = compile(plain(where, more), "");
    assertThat(compiled.capability()).isEqualTo(2);
    assertThat(compiled.needs()).extracting(Problem::pointer).containsExactly(pointer);
  }

  @Test
  void a_zone_counts_where_a_server_has_one() throws IOException {
    String document = plain("SERVER", "\"zone\":\"fra1\"");
    assertThat(NodeConfig.parseFrom(compile(document, "fra2").body()).getZone()).isEqualTo("fra2");
  }

  @Test
  void sticky_sessions_bring_the_key_that_signs_them() throws IOException {
    Compiled compiled = compile(plain("POOL", "\"stickiness\":{}"), "");
    assertThat(NodeConfig.parseFrom(compiled.body()).getAdcs(0).getCookieKey().size())
        .isEqualTo(32);
    assertThat(compiled.needs()).extracting(Problem::pointer).contains("/adcs/0");
  }
}
