package nova.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nova.agent.upstream.names.DnsLookup;
import nova.agent.upstream.names.SmallDnsServer;
import nova.link.v1.Drain;
import nova.link.v1.Pool;
import nova.link.v1.Server;
import nova.link.v1.ServerHealth;
import org.junit.jupiter.api.Test;

/** Servers that the config knows by name, and what is reported about them. */
class NamedServersTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n";
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  private static final Path NO_HOSTS = Path.of("no-such-file");

  private static Node node(SmallDnsServer dns, int port) throws IOException {
    Node node = new Node(new DnsLookup(NO_HOSTS, dns.resolver()), port);
    named(node);
    return node.started();
  }

  /** Whether two requests in turn pass a server by. */
  private static boolean idle(Node node, ScriptedServer server) throws IOException {
    int before = server.heads.size();
    for (int i = 0; i < 2; i++) {
      node.exchange(GET);
    }
    return server.heads.size() == before;
  }

  private static void named(Node node) {
    Pool pool = node.adc.getPools(0);
    Server server = pool.getServers(0).toBuilder().setHost("app.test").build();
    node.adc.setPools(0, pool.toBuilder().setServers(0, server));
  }

  private static ServerHealth health(Node node) {
    return node.plane.health().getFirst();
  }

  @Test
  void all_addresses_of_a_name_are_used_and_changes_need_no_new_config() throws IOException {
    try (SmallDnsServer dns = new SmallDnsServer();
        ScriptedServer one = ScriptedServer.always(OK + "a1");
        ScriptedServer two =
            new ScriptedServer(InetAddress.ofLiteral("127.0.0.2"), one.port(), OK + "b2")) {
      dns.say("app.test", 0, "127.0.0.1");
      try (Node node = node(dns, one.port())) {
        assertThat(List.of(node.exchange(GET), node.exchange(GET)))
            .allSatisfy(answer -> assertThat(answer).endsWith("a1"));
        dns.say("app.test", 0, "127.0.0.1", "127.0.0.2");
        await().until(() -> node.exchange(GET).endsWith("b2"));
        assertThat(node.plane.health()).hasSize(1);
        dns.say("app.test", 0, "127.0.0.2");
        await().until(() -> idle(node, one));
        int before = one.heads.size();
        for (int i = 0; i < 4; i++) {
          assertThat(node.exchange(GET)).endsWith("b2");
        }
        assertThat(one.heads.size()).isEqualTo(before);
        assertThat(node.ledger.of("adc", "default", "s0").errors.get()).isZero();
        assertThat(node.plane.appliedVersion()).isEqualTo(1);
      }
      assertThat(two.heads).isNotEmpty();
    }
  }

  @Test
  void a_name_is_well_when_any_of_its_addresses_is() throws IOException {
    try (SmallDnsServer dns = new SmallDnsServer();
        ScriptedServer one = ScriptedServer.always(OK + "a1")) {
      dns.say("app.test", 0, "127.0.0.1", "127.0.0.3");
      Node node = new Node(new DnsLookup(NO_HOSTS, dns.resolver()), one.port());
      named(node);
      node.adc.setPools(0, node.adc.getPools(0).toBuilder().setHealthCheck(Node.check()));
      try (node) {
        node.started();
        await().until(() -> health(node).getState() == ServerHealth.State.HEALTHY);
        dns.say("app.test", 0, "127.0.0.3");
        await().until(() -> health(node).getState() == ServerHealth.State.UNHEALTHY);
        assertThat(health(node).getCause()).isEqualTo("connect: refused");
      }
    }
  }

  @Test
  void a_name_nobody_knows_is_reported_and_found_later() throws IOException {
    try (SmallDnsServer dns = new SmallDnsServer();
        ScriptedServer one = ScriptedServer.always(OK + "a1");
        Node node = node(dns, one.port())) {
      assertThat(health(node).getState()).isEqualTo(ServerHealth.State.UNHEALTHY);
      assertThat(health(node).getCause()).isEqualTo("name not resolved");
      assertThat(node.exchange(GET)).startsWith("HTTP/1.1 503");
      dns.say("app.test", 0, "127.0.0.1");
      await().until(() -> node.exchange(GET).endsWith("a1"));
      assertThat(health(node).getState()).isEqualTo(ServerHealth.State.HEALTHY);
    }
  }

  @Test
  void a_server_that_answers_501_is_reported_as_set_aside() throws IOException {
    try (ScriptedServer bad =
            ScriptedServer.always("HTTP/1.1 501 No\r\nContent-Length: 0\r\n\r\n");
        ScriptedServer good = ScriptedServer.always(OK + "a1");
        Node node = new Node(bad.port(), good.port()).started()) {
      for (int i = 0; i < 4; i++) {
        assertThat(node.exchange(GET)).endsWith("a1");
      }
      assertThat(health(node).getState()).isEqualTo(ServerHealth.State.UNHEALTHY);
      assertThat(health(node).getPassive()).isTrue();
      assertThat(health(node).getCause()).isEqualTo("status 501");
    }
  }

  @Test
  void a_draining_server_shows_what_is_left() throws IOException {
    try (ScriptedServer slow =
            new ScriptedServer(
                talk -> {
                  talk.head();
                  talk.say("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
                  talk.head();
                });
        ScriptedServer other = ScriptedServer.always(OK + "a1");
        Node node = new Node(slow.port()).started();
        RawVisitor visitor = node.visitor()) {
      visitor.say(GET);
      visitor.head();
      Pool pool = node.adc.getPools(0);
      Server server = pool.getServers(0);
      node.adc.setPools(
          0,
          pool.toBuilder()
              .setServers(0, server.toBuilder().setDrain(Drain.getDefaultInstance()))
              .addServers(server.toBuilder().setId("s1").setPort(other.port())));
      assertThat(node.apply()).isEmpty();
      assertThat(node.exchange(GET)).endsWith("a1");
      assertThat(health(node).getInFlight()).isEqualTo(1);
      visitor.close();
      await().atMost(Duration.ofSeconds(5)).until(() -> health(node).getInFlight() == 0);
    }
  }
}
