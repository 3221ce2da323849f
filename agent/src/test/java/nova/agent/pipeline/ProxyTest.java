package nova.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A request goes through, comes back right, and is counted once. */
class ProxyTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
  private static final String GET = "GET /a?b=1 HTTP/1.1\r\nHost: example.com\r\n\r\n";
  private static final String GET_CLOSE =
      "GET / HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n";

  @Test
  void a_request_is_served_and_recorded_once() throws IOException {
    try (ScriptedServer server = ScriptedServer.always(OK);
        Node node = new Node(server.port()).started();
        RawVisitor visitor = node.visitor()) {
      assertThat(visitor.say(GET).head()).startsWith("HTTP/1.1 200 OK").contains("Via: 1.1 nova");
      assertThat(visitor.read(5)).isEqualTo("hello");
      await().until(() -> node.ledger.records() == 1);
      MemoryLedger.Row row = node.ledger.of("adc", "default", "s0").rows.getFirst();
      assertThat(row.statusClass()).isEqualTo(2);
      assertThat(row.responseBytes()).isEqualTo(5);
    }
  }

  @Test
  void connections_are_reused_on_both_sides() throws IOException {
    try (ScriptedServer server = ScriptedServer.always(OK);
        Node node = new Node(server.port()).started();
        RawVisitor visitor = node.visitor()) {
      for (int i = 0; i < 50; i++) {
        assertThat(visitor.say(GET).head()).startsWith("HTTP/1.1 200");
        assertThat(visitor.read(5)).isEqualTo("hello");
      }
      assertThat(server.connections.get()).isEqualTo(1);
    }
  }

  @Test
  void pipelined_requests_are_answered_in_order() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  for (String head = talk.head(); !head.isEmpty(); head = talk.head()) {
                    talk.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + head.substring(5, 7));
                  }
                });
        Node node = new Node(server.port()).started();
        RawVisitor visitor = node.visitor()) {
      StringBuilder all = new StringBuilder();
      for (int i = 10; i < 40; i++) {
        all.append("GET /").append(i).append(" HTTP/1.1\r\nHost: a\r\n\r\n");
      }
      visitor.say(all.toString());
      for (int i = 10; i < 40; i++) {
        assertThat(visitor.head()).startsWith("HTTP/1.1 200");
        assertThat(visitor.read(2)).isEqualTo(Integer.toString(i));
      }
    }
  }

  @Test
  void a_refused_server_is_replaced_by_the_next() throws IOException {
    int dead = deadPort();
    try (ScriptedServer server = ScriptedServer.always(OK);
        Node node = new Node(dead, server.port()).started()) {
      for (int i = 0; i < 4; i++) {
        assertThat(node.exchange(GET_CLOSE)).contains("200 OK").endsWith("hello");
      }
      assertThat(node.ledger.of("adc", "default", "s0").errors.get()).isPositive();
    }
  }

  @Test
  void no_reachable_server_is_a_502_and_no_route_a_404() throws IOException {
    try (Node node = new Node(deadPort())) {
      node.adc.setRoutes(0, node.adc.getRoutes(0).toBuilder().setPathPrefix("/app"));
      node.started();
      assertThat(node.exchange(GET_CLOSE)).startsWith("HTTP/1.1 404");
      assertThat(node.exchange(GET_CLOSE.replace(" / ", " /apple "))).startsWith("HTTP/1.1 404");
      assertThat(node.exchange(GET_CLOSE.replace(" / ", " /app/x "))).startsWith("HTTP/1.1 502");
    }
  }

  @Test
  void a_stale_connection_costs_no_request() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  talk.head();
                  talk.say(OK);
                  talk.head(); // takes the second request and hangs up
                });
        Node node = new Node(server.port()).started();
        RawVisitor visitor = node.visitor()) {
      for (int i = 0; i < 5; i++) {
        assertThat(visitor.say(GET).head()).startsWith("HTTP/1.1 200");
        assertThat(visitor.read(5)).isEqualTo("hello");
      }
    }
  }

  @Test
  void losing_the_race_for_a_kept_connection_is_not_the_servers_error() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  talk.head();
                  talk.say(OK);
                  talk.head();
                });
        Node node = new Node(server.port()).started();
        RawVisitor visitor = node.visitor()) {
      visitor.say(GET).head();
      assertThat(visitor.read(5)).isEqualTo("hello");
      // a POST must not be repeated unasked
      visitor.say("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");
      assertThat(visitor.head()).startsWith("HTTP/1.1 502");
      assertThat(node.ledger.of("adc", "default", "s0").errors.get()).isZero();
    }
  }

  @Test
  void an_unhealthy_pool_answers_503_until_it_recovers() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.always("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
        Node node = new Node(server.port())) {
      node.adc.setPools(0, node.adc.getPools(0).toBuilder().setHealthCheck(Node.check()));
      node.started();
      await().until(() -> node.exchange(GET_CLOSE).startsWith("HTTP/1.1 503"));
      assertThat(node.exchange(GET_CLOSE)).contains("Retry-After: 1");
      assertThat(node.plane.health().getFirst().getCause()).isEqualTo("status 500");
      node.adc.setPools(
          0, node.adc.getPools(0).toBuilder().setHealthCheck(Node.check().setStatusTo(599)));
      node.started();
      await().until(() -> node.exchange(GET_CLOSE).startsWith("HTTP/1.1 500"));
    }
  }

  static int deadPort() throws IOException {
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
