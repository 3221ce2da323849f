package nova.agent.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import nova.link.v1.Adc;
import nova.link.v1.Listener;
import nova.link.v1.NodeConfig;
import nova.link.v1.Server;
import org.junit.jupiter.api.Test;

/** What is bounded stays bounded, and every way of being late has its own answer. */
class LimitsTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String GET_CLOSE = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

  private static void connections(Node node, int most) {
    node.adc.setClientLimits(node.adc.getClientLimits().toBuilder().setMaxConnections(most));
  }

  @Test
  void one_visitor_too_many_is_turned_away_and_the_next_is_welcome() throws IOException {
    try (ScriptedServer server = ScriptedServer.always(OK);
        Node node = new Node(server.port())) {
      connections(node, 2);
      node.started();
      try (RawVisitor one = node.visitor();
          RawVisitor two = node.visitor()) {
        assertThat(one.say(GET).head()).startsWith("HTTP/1.1 200");
        assertThat(two.say(GET).head()).startsWith("HTTP/1.1 200");
        try (RawVisitor three = node.visitor()) {
          assertThat(three.all()).startsWith("HTTP/1.1 503");
        }
      }
      await().until(() -> node.plane.openConnections() == 0);
      assertThat(node.exchange(GET_CLOSE)).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void connections_count_with_the_adc_that_has_their_port() throws IOException {
    try (ScriptedServer server = ScriptedServer.always(OK);
        Node node = new Node(server.port())) {
      connections(node, 1);
      Adc first = node.adc.build();
      Adc other = node.adc.clone().setId("other").clearListeners().build();
      node.plane.apply(NodeConfig.newBuilder().setVersion(1).addAdcs(first).addAdcs(other).build());
      try (RawVisitor one = node.visitor()) {
        assertThat(one.say(GET).head()).startsWith("HTTP/1.1 200");
        Adc.Builder without = first.toBuilder().clearListeners();
        Adc.Builder with = other.toBuilder().addListeners(first.getListeners(0));
        node.plane.apply(
            NodeConfig.newBuilder().setVersion(2).addAdcs(without).addAdcs(with).build());
        await()
            .untilAsserted(
                () -> {
                  try (RawVisitor two = node.visitor()) {
                    assertThat(two.all()).startsWith("HTTP/1.1 503");
                  }
                });
      }
      await().until(() -> node.plane.openConnections() == 0);
      assertThat(node.exchange(GET_CLOSE)).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void no_more_idle_connections_are_kept_than_the_config_says() throws IOException {
    try (ScriptedServer server = ScriptedServer.always(OK);
        Node node = new Node(server.port())) {
      node.adc.setPools(0, node.adc.getPools(0).toBuilder().setMaxIdleConnections(0));
      node.started();
      try (RawVisitor visitor = node.visitor()) {
        for (int i = 0; i < 5; i++) {
          assertThat(visitor.say(GET).head() + visitor.read(5)).endsWith("hello");
        }
      }
      assertThat(server.connections.get()).isEqualTo(5);
    }
  }

  @Test
  void a_head_may_come_byte_by_byte_and_is_still_bounded() throws IOException {
    try (ScriptedServer server = ScriptedServer.always(OK);
        Node node = new Node(server.port()).started()) {
      try (RawVisitor visitor = node.visitor()) {
        for (int i = 0; i < GET_CLOSE.length(); i++) {
          visitor.say(GET_CLOSE.substring(i, i + 1));
        }
        assertThat(visitor.all()).startsWith("HTTP/1.1 200").endsWith("hello");
      }
      try (RawVisitor visitor = node.visitor()) {
        visitor.say("GET / HTTP/1.1\r\nHost: a\r\n");
        for (int i = 0; i < 9; i++) {
          visitor.say("X: " + "a".repeat(1000) + "\r\n");
        }
        assertThat(visitor.all()).startsWith("HTTP/1.1 431");
      }
    }
  }

  @Test
  void the_largest_head_fits_through_and_an_absurd_host_does_not() throws IOException {
    try (ScriptedServer server = ScriptedServer.always(OK);
        Node node = new Node(server.port())) {
      node.adc.setClientLimits(node.adc.getClientLimits().toBuilder().setMaxHeaderBytes(65536));
      node.started();
      String start = "GET / HTTP/1.1\r\nConnection: close\r\nHost: " + "h".repeat(1000);
      String big = start + "\r\nX: " + "a".repeat(65536 - start.length() - 9) + "\r\n\r\n";
      assertThat(big).hasSize(65536);
      assertThat(node.exchange(big)).endsWith("hello");
      assertThat(server.heads.getFirst()).contains("h".repeat(1000)).contains("a".repeat(60_000));
      assertThat(node.exchange("GET / HTTP/1.1\r\nHost: " + "h".repeat(60_000) + "\r\n\r\n"))
          .startsWith("HTTP/1.1 400");
    }
  }

  @Test
  void a_server_that_lets_nobody_in_is_a_504_and_leaves_no_socket_behind() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> waiting = fill(full);
      try (Node node = new Node(full.getLocalPort(), ProxyTest.deadPort())) {
        node.adc.setPools(
            0,
            node.adc.getPools(0).toBuilder()
                .setTimeouts(node.adc.getPools(0).getTimeouts().toBuilder().setConnectMillis(200)));
        node.started();
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          answers.add(node.exchange(GET_CLOSE).substring(0, 12));
        }
        // the turn decides who is asked last: the refusing server (502) or the silent one (504)
        assertThat(answers).containsExactlyInAnyOrder("HTTP/1.1 502", "HTTP/1.1 504");
        assertThat(node.ledger.of("adc", "default", "s0").errors.get()).isEqualTo(2);
      } finally {
        for (Socket socket : waiting) {
          socket.close();
        }
      }
    }
  }

  private static List<Socket> fill(ServerSocket server) throws IOException {
    List<Socket> waiting = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Socket socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(server.getLocalSocketAddress(), 100);
      } catch (java.net.SocketTimeoutException full) {
        return waiting;
      }
    }
    throw new IllegalStateException("the backlog never fills");
  }

  @Test
  void an_answer_that_stalls_is_cut_and_the_server_blamed() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  talk.head();
                  talk.say("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
                  talk.in.readAllBytes();
                });
        Node node = new Node(server.port())) {
      node.adc.setPools(
          0,
          node.adc.getPools(0).toBuilder()
              .setTimeouts(node.adc.getPools(0).getTimeouts().toBuilder().setIdleMillis(200)));
      node.started();
      assertThat(node.exchange(GET)).contains("Content-Length: 9").endsWith("half");
      await().until(() -> node.ledger.of("adc", "default", "s0").errors.get() == 1);
    }
  }

  @Test
  void a_named_server_serves_from_the_first_request_on() throws IOException {
    try (ScriptedServer server = ScriptedServer.always(OK);
        Node node = new Node(server.port())) {
      node.adc.setPools(
          0,
          node.adc.getPools(0).toBuilder()
              .setServers(
                  0, Server.newBuilder().setId("s0").setHost("localhost").setPort(server.port())));
      node.started();
      assertThat(node.exchange(GET_CLOSE)).endsWith("hello");
    }
  }

  @Test
  void ipv6_serves_on_both_sides() throws IOException {
    try (ServerSocket backend = new ServerSocket(0, 16, InetAddress.ofLiteral("::1"));
        Node node = new Node(0)) {
      Thread.startVirtualThread(() -> answerOnce(backend));
      node.adc.setListeners(
          0,
          Listener.newBuilder().setAddress("::1").setProtocol(Listener.Protocol.HTTP).setPort(0));
      node.adc.setPools(
          0,
          node.adc.getPools(0).toBuilder()
              .setServers(
                  0,
                  Server.newBuilder().setId("s0").setHost("::1").setPort(backend.getLocalPort())));
      node.started();
      try (Socket visitor = new Socket(InetAddress.ofLiteral("::1"), node.port())) {
        visitor.getOutputStream().write(GET_CLOSE.getBytes(ISO_8859_1));
        assertThat(new String(visitor.getInputStream().readAllBytes(), ISO_8859_1))
            .startsWith("HTTP/1.1 200")
            .contains("for=\"[0:0:0:0:0:0:0:1]\"");
      }
    }
  }

  private static void answerOnce(ServerSocket backend) {
    try (Socket socket = backend.accept()) {
      byte[] head = new byte[4096];
      int length = socket.getInputStream().read(head);
      String seen = new String(head, 0, length, ISO_8859_1);
      String forwarded = seen.substring(seen.indexOf("Forwarded: for=")).split("\r\n", 2)[0];
      socket
          .getOutputStream()
          .write(
              ("HTTP/1.1 200 OK\r\nX: " + forwarded + "\r\nContent-Length: 0\r\n\r\n")
                  .getBytes(ISO_8859_1));
    } catch (IOException gone) {
      throw new java.io.UncheckedIOException(gone);
    }
  }

  @Test
  void a_wildcard_is_bound_where_the_machine_says() throws IOException {
    try (ScriptedServer server = ScriptedServer.always(OK);
        HttpDataPlane plane =
            HttpDataPlane.start(
                DataPlaneSettings.defaults().withIoThreads(1).withBindOverride("127.0.0.7"),
                new MemoryLedger(),
                InstantSource.system());
        Node model = new Node(server.port())) {
      model.adc.setListeners(0, model.adc.getListeners(0).toBuilder().setAddress("0.0.0.0"));
      assertThat(plane.apply(model.config())).isEmpty();
      assertThat(plane.listening())
          .extracting(InetSocketAddress::getHostString)
          .containsExactly("127.0.0.7");
    }
  }

  @Test
  void early_hints_reach_the_visitor_and_are_not_endless() throws IOException {
    String hint = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n";
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  String repeated = talk.head().startsWith("GET /many") ? hint.repeat(99) : hint;
                  talk.say(repeated + OK);
                });
        Node node = new Node(server.port()).started()) {
      assertThat(node.exchange(GET_CLOSE))
          .startsWith("HTTP/1.1 103 Early Hints\r\n")
          .contains("\r\nLink: </a.css>\r\n")
          .contains("\r\n\r\nHTTP/1.1 200 OK")
          .endsWith("hello");
      assertThat(node.exchange(GET_CLOSE.replace("GET /", "GET /many")))
          .contains("HTTP/1.1 502")
          .doesNotContain("200 OK");
      assertThat(node.exchange("GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200");
    }
  }
}
