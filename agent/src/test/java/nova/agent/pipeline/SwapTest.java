package nova.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import nova.link.v1.Listener;
import nova.link.v1.Pool;
import org.junit.jupiter.api.Test;

/** Changing the config and leaving harm nobody. */
class SwapTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void fifty_swaps_under_load_fail_no_request() throws Exception {
    try (ScriptedServer one = ScriptedServer.always(OK);
        ScriptedServer two = ScriptedServer.always(OK);
        Node node = new Node(one.port()).started()) {
      AtomicBoolean stop = new AtomicBoolean();
      AtomicInteger good = new AtomicInteger();
      AtomicInteger bad = new AtomicInteger();
      List<Thread> visitors = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        visitors.add(Thread.startVirtualThread(() -> visit(node, stop, good, bad)));
      }
      for (int i = 0; i < 50; i++) {
        int before = good.get();
        node.adc.setPools(0, Node.pool(i % 2 == 0 ? two.port() : one.port(), one.port()));
        assertThat(node.apply()).isEmpty();
        await().until(() -> good.get() > before + 8 || bad.get() > 0);
      }
      stop.set(true);
      for (Thread visitor : visitors) {
        visitor.join();
      }
      assertThat(bad.get()).isZero();
      await().until(() -> node.ledger.records() == good.get());
      assertThat(node.plane.appliedVersion()).isEqualTo(51);
    }
  }

  private static void visit(Node node, AtomicBoolean stop, AtomicInteger good, AtomicInteger bad) {
    try (RawVisitor visitor = node.visitor()) {
      while (!stop.get()) {
        boolean fine =
            visitor.say(GET).head().startsWith("HTTP/1.1 200") && visitor.read(5).equals("hello");
        (fine ? good : bad).incrementAndGet();
      }
    } catch (IOException broken) {
      bad.incrementAndGet();
    }
  }

  @Test
  void a_taken_port_refuses_the_whole_config() throws IOException {
    try (ScriptedServer server = ScriptedServer.always(OK);
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Node node = new Node(server.port()).started()) {
      node.adc.addListeners(
          Listener.newBuilder()
              .setAddress("127.0.0.1")
              .setPort(taken.getLocalPort())
              .setProtocol(Listener.Protocol.HTTP));
      assertThat(node.apply())
          .singleElement()
          .satisfies(p -> assertThat(p.getCode()).isEqualTo("port-in-use"))
          .satisfies(p -> assertThat(p.getPointer()).isEqualTo("/adcs/0/listeners/1/port"));
      assertThat(node.plane.appliedVersion()).isEqualTo(1);
      assertThat(node.exchange(GET.replace("Host", "Connection: close\r\nHost"))).endsWith("hello");
    }
  }

  @Test
  void every_problem_is_reported() throws IOException {
    try (Node node = new Node(0)) {
      node.adc.setPools(0, node.adc.getPools(0).toBuilder().setAlgorithmValue(99));
      node.adc.setListeners(0, node.adc.getListeners(0).toBuilder().setAddress("x"));
      node.adc.addPools(Pool.getDefaultInstance());
      assertThat(node.apply())
          .extracting(p -> p.getPointer())
          .contains(
              "/adcs/0/pools/0/algorithm",
              "/adcs/0/pools/0/servers/0/port",
              "/adcs/0/listeners/0/address",
              "/adcs/0/pools/1/id",
              "/adcs/0/pools/1/timeouts");
    }
  }

  @Test
  void draining_waits_for_what_is_in_flight() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  talk.head();
                  talk.in.read(); // answers when the visitor says so
                  talk.say(OK);
                });
        Node node = new Node(server.port()).started();
        RawVisitor visitor = node.visitor()) {
      visitor.say("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n");
      await().until(() -> server.heads.size() == 1);
      int port = node.port();
      AtomicBoolean clean = new AtomicBoolean();
      Thread drain = Thread.startVirtualThread(() -> clean.set(drained(node)));
      await().until(() -> refused(port));
      visitor.say("x");
      assertThat(visitor.all()).contains("200 OK").contains("Connection: close").endsWith("hello");
      visitor.socket.close();
      drain.join();
      assertThat(clean).isTrue();
    }
  }

  private static boolean refused(int port) {
    try (RawVisitor late = new RawVisitor(port)) {
      return !late.socket.isConnected();
    } catch (IOException refused) {
      return true;
    }
  }

  private static boolean drained(Node node) {
    try {
      return node.plane.drain(Duration.ofSeconds(5));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void a_big_download_reaches_a_slow_reader_whole() throws IOException {
    int size = 64 << 20;
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  talk.head();
                  talk.say("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
                  byte[] part = new byte[1 << 16];
                  for (int i = 0; i < size / part.length; i++) {
                    talk.out.write(part);
                  }
                });
        Node node = new Node(server.port()).started();
        RawVisitor visitor = node.visitor()) {
      visitor.say(GET).head();
      assertThat(visitor.in.readNBytes(size)).hasSize(size);
      await().until(() -> node.ledger.records() == 1);
    }
  }

  @Test
  void a_websocket_and_a_half_sent_body_survive_a_config_change() throws IOException {
    try (ScriptedServer server = new ScriptedServer(SwapTest::echo);
        ScriptedServer other = ScriptedServer.always(OK);
        Node node = new Node(server.port()).started();
        RawVisitor socket = node.visitor();
        RawVisitor upload = node.visitor()) {
      socket.say("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
      assertThat(socket.head()).startsWith("HTTP/1.1 101");
      assertThat(socket.say("one!").read(4)).isEqualTo("one!");
      upload.say("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab");
      await().until(() -> server.heads.size() == 2);
      // the server they talk to leaves the config
      node.adc.setPools(0, Node.pool(other.port()));
      assertThat(node.apply()).isEmpty();
      assertThat(node.exchange(GET.replace("Host", "Connection: close\r\nHost"))).endsWith("hello");
      assertThat(socket.say("two!").read(4)).isEqualTo("two!");
      upload.say("cd");
      assertThat(upload.head()).startsWith("HTTP/1.1 200");
      assertThat(upload.read(4)).isEqualTo("abcd");
      // their listener leaves the config
      node.adc.clearListeners();
      assertThat(node.apply()).isEmpty();
      assertThat(socket.say("last").read(4)).isEqualTo("last");
    }
  }

  private static void echo(ScriptedServer.Talk talk) throws IOException {
    if (talk.head().startsWith("PUT")) {
      byte[] body = talk.in.readNBytes(4);
      talk.say("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n");
      talk.out.write(body);
      talk.head();
      return;
    }
    talk.say(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
    for (int b = talk.in.read(); b >= 0; b = talk.in.read()) {
      talk.out.write(b);
    }
  }

  @Test
  void draining_says_so_when_something_was_cut_off() throws Exception {
    try (ScriptedServer server = new ScriptedServer(SwapTest::echo);
        Node node = new Node(server.port()).started();
        RawVisitor half = node.visitor()) {
      assertThat(server.heads).isEmpty();
      half.say("GET / HTTP/1.1\r\n"); // a request under way, although no server knows of it
      await().until(() -> node.plane.openConnections() == 1);
      assertThat(node.plane.drain(Duration.ofMillis(250))).isFalse();
    }
    try (ScriptedServer server = ScriptedServer.always(OK);
        Node node = new Node(server.port()).started();
        RawVisitor idle = node.visitor()) {
      assertThat(idle.say(GET).head() + idle.read(5)).endsWith("hello");
      assertThat(node.plane.drain(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void a_refused_config_leaves_no_trace() throws Exception {
    InstantSource clock = new Ticking();
    try (ScriptedServer server = ScriptedServer.always(OK);
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        HttpDataPlane plane =
            HttpDataPlane.start(
                DataPlaneSettings.defaults().withIoThreads(1), new MemoryLedger(), clock);
        Node model = new Node(server.port())) {
      Listener free = model.adc.getListeners(0);
      model.adc.setListeners(0, free.toBuilder().setPort(taken.getLocalPort()));
      assertThat(plane.apply(model.config())).isNotEmpty();
      long between = clock.millis();
      model.adc.setListeners(0, free);
      assertThat(plane.apply(model.config())).isEmpty();
      // known since the config that was taken, not since the one that was refused
      assertThat(plane.health().getFirst().getSinceMillis()).isGreaterThan(between);
    }
  }

  /** Every look shows a later time. */
  private static final class Ticking implements InstantSource {
    private final AtomicInteger millis = new AtomicInteger();

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis.incrementAndGet());
    }
  }
}
