package nova.agent.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import nova.link.v1.Listener;
import nova.link.v1.TcpRoute;
import org.junit.jupiter.api.Test;

/** Connections whose bytes are passed through as they are. */
class PassageTest {

  private static TcpRoute.Builder route(String id, String pool, String... names) {
    return TcpRoute.newBuilder().setId(id).setPoolId(pool).addAllServerNames(List.of(names));
  }

  private static Node passing(Node node, TcpRoute.Builder... routes) {
    Listener.Builder listener =
        Listener.newBuilder().setAddress("127.0.0.1").setProtocol(Listener.Protocol.TCP);
    for (TcpRoute.Builder route : routes) {
      listener.addTcpRoutes(route);
    }
    node.adc.setListeners(0, listener);
    return node.started();
  }

  /** Says its name, then everything back that it hears. */
  private static ScriptedServer echo(String name) throws IOException {
    return new ScriptedServer(
        talk -> {
          talk.say(name);
          talk.in.transferTo(talk.out);
          talk.say("<end>");
        });
  }

  static byte[] hello(String serverName) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, null, null);
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    if (!serverName.isEmpty()) {
      parameters.setServerNames(List.of(new SNIHostName(serverName)));
    }
    engine.setSSLParameters(parameters);
    ByteBuffer out = ByteBuffer.allocate(32_768);
    engine.wrap(ByteBuffer.allocate(0), out);
    return Arrays.copyOf(out.array(), out.position());
  }

  @Test
  void a_server_may_begin_and_either_side_may_end_first() throws IOException {
    try (ScriptedServer server = echo("220 ready ");
        Node node = passing(new Node(server.port()), route("tcp", "pool"));
        RawVisitor visitor = node.visitor()) {
      assertThat(visitor.read(10)).isEqualTo("220 ready ");
      visitor.say("hello ");
      assertThat(visitor.read(6)).isEqualTo("hello ");
      visitor.say("and bye");
      visitor.socket.shutdownOutput();
      assertThat(visitor.all()).isEqualTo("and bye<end>");
      await().until(() -> node.plane.openConnections() == 0);
      await().until(() -> node.plane.health().getFirst().getInFlight() == 0);
    }
  }

  @Test
  void megabytes_pass_unharmed_both_ways_at_once() throws Exception {
    byte[] much = new byte[20_000_000];
    new Random(5).nextBytes(much);
    try (ScriptedServer server = new ScriptedServer(talk -> talk.in.transferTo(talk.out));
        Node node = passing(new Node(server.port()), route("tcp", "pool"));
        RawVisitor visitor = node.visitor()) {
      CompletableFuture<Void> said =
          CompletableFuture.runAsync(
              () -> {
                try {
                  visitor.socket.getOutputStream().write(much);
                  visitor.socket.shutdownOutput();
                } catch (IOException lost) {
                  throw new java.io.UncheckedIOException(lost);
                }
              });
      byte[] back = visitor.in.readAllBytes();
      said.get(5, TimeUnit.SECONDS);
      assertThat(Arrays.equals(back, much)).isTrue();
    }
  }

  @Test
  void the_name_that_tls_asks_for_chooses_the_pool_and_the_hello_arrives_as_it_was()
      throws Exception {
    try (ScriptedServer exact = echo("exact!");
        ScriptedServer wild = echo("wild!!");
        ScriptedServer other = echo("other!");
        Node node = new Node(exact.port())) {
      node.adc.addPools(Node.pool(wild.port()).setId("wild"));
      node.adc.addPools(Node.pool(other.port()).setId("other"));
      passing(
          node,
          route("one", "pool", "mail.example.com"),
          route("two", "wild", "*.example.com"),
          route("three", "other"));
      String[][] cases = {
        {"mail.example.com", "exact!"},
        {"MAIL.Example.COM", "exact!"},
        {"www.example.com", "wild!!"},
        {"a.b.example.com", "other!"},
        {"example.com", "other!"},
        {"example.org", "other!"},
        {"", "other!"}
      };
      for (String[] each : cases) {
        byte[] hello = hello(each[0]);
        try (RawVisitor visitor = node.visitor()) {
          visitor.say(new String(hello, ISO_8859_1));
          assertThat(visitor.read(6)).as(each[0]).isEqualTo(each[1]);
          assertThat(visitor.in.readNBytes(hello.length)).isEqualTo(hello);
        }
        try (RawVisitor slow = node.visitor()) {
          slow.socket.setTcpNoDelay(true);
          for (byte b : hello) {
            slow.say(String.valueOf((char) (b & 0xff)));
          }
          assertThat(slow.read(6)).as(each[0] + " in pieces").isEqualTo(each[1]);
          assertThat(slow.in.readNBytes(hello.length)).isEqualTo(hello);
        }
      }
      try (RawVisitor plain = node.visitor()) {
        assertThat(plain.say("SSH-2.0-x\r\n").read(17)).isEqualTo("other!SSH-2.0-x\r\n");
      }
      try (RawVisitor silent = node.visitor()) { // it waits for the server to begin
        assertThat(silent.read(6)).isEqualTo("other!");
      }
    }
  }

  @Test
  void who_asks_for_a_name_that_nobody_has_is_hung_up_on() throws Exception {
    try (ScriptedServer server = echo("no");
        Node node = passing(new Node(server.port()), route("tcp", "pool", "a.example"))) {
      assertThat(node.exchange(new String(hello("b.example"), ISO_8859_1))).isIn("", "<reset>");
      assertThat(node.exchange("GET / HTTP/1.1\r\n\r\n")).isIn("", "<reset>");
      assertThat(server.connections).hasValue(0);
    }
  }

  @Test
  void a_server_that_cannot_be_reached_is_passed_by() throws IOException {
    int nobody;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = closed.getLocalPort();
    }
    try (ScriptedServer server = echo("here");
        Node node = passing(new Node(nobody, server.port()), route("tcp", "pool"))) {
      for (int i = 0; i < 6; i++) {
        try (RawVisitor visitor = node.visitor()) {
          assertThat(visitor.read(4)).isEqualTo("here");
        }
      }
      assertThat(node.plane.health().getFirst().getPassive()).isTrue();
    }
    try (Node node = passing(new Node(nobody), route("tcp", "pool"))) {
      assertThat(node.exchange("")).isIn("", "<reset>");
    }
  }

  @Test
  void a_changed_config_cuts_nothing_and_new_connections_follow_it() throws IOException {
    try (ScriptedServer old = echo("old");
        ScriptedServer fresh = echo("new");
        Node node = passing(new Node(old.port()), route("tcp", "pool"));
        RawVisitor visitor = node.visitor()) {
      assertThat(visitor.read(3)).isEqualTo("old");
      node.adc.setPools(0, Node.pool(fresh.port()));
      node.started();
      assertThat(visitor.say("still here").read(10)).isEqualTo("still here");
      try (RawVisitor next = node.visitor()) {
        assertThat(next.read(3)).isEqualTo("new");
      }
    }
  }

  @Test
  void the_visitor_that_a_proxy_header_names_is_told_to_the_server() throws IOException {
    try (ScriptedServer server = echo("");
        Node node = new Node(server.port())) {
      node.adc.setPools(
          0,
          node.adc.getPools(0).toBuilder()
              .setServerProtocol(nova.link.v1.ServerProtocol.newBuilder().setProxyProtocol(1)));
      node.adc.setListeners(
          0,
          Listener.newBuilder()
              .setAddress("127.0.0.1")
              .setProtocol(Listener.Protocol.TCP)
              .setProxyProtocol(true)
              .addTcpRoutes(route("tcp", "pool")));
      node.started();
      String header = "PROXY TCP4 192.0.2.7 198.51.100.1 56324 443\r\n";
      try (RawVisitor visitor = node.visitor()) {
        visitor.say(header + "hi");
        assertThat(visitor.read(header.length() + 2)).isEqualTo(header + "hi");
      }
    }
  }
}
