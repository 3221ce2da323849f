package nova.agent.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import nova.agent.upstream.RawHttp2;
import nova.agent.upstream.RawServer;
import nova.link.v1.PassiveHealth;
import nova.link.v1.Pool;
import nova.link.v1.RetryRules;
import nova.link.v1.ServerProtocol;
import nova.link.v1.UpstreamTimeouts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Servers that answer noise. Whatever they say, a visitor gets one proper answer or a cut
 * connection, the next visitor gets their own answer, nothing hangs and nothing is left over.
 */
class HostileServersTest {
  private static final int CASES = 600;
  private static final int VISITORS = 12;
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String[] TRUE_ANSWERS = {
    OK + "Content-Length: 5\r\nETag: \"a\"\r\n\r\nhello",
    OK + "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=\"y\"\r\nllo\r\n0\r\nX-Sum: 1\r\n\r\n",
    OK + "Content-Type: text/plain\r\nConnection: close\r\n\r\nhello",
    "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK + "Content-Length: 0\r\n\r\n",
    "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n",
    "HTTP/1.0 404 Not Found\r\nContent-Length: 2\r\n\r\nno",
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"
  };
  private static final String[] SPICE = {
    "\r",
    "\n",
    "\r\n",
    "\r\n\r\n",
    "\0",
    ":",
    " ",
    "\t",
    ";",
    ",",
    "0\r\n\r\n",
    "-1",
    "ffffffffffffffff",
    "Content-Length: 3\r\n",
    "Transfer-Encoding: chunked\r\n",
    "HTTP/1.1 200 OK\r\n",
    "\u00ff",
    "Connection: close\r\n",
    "99999999999999999999",
    "\r\n folded: x",
    "0x5",
    "+5"
  };

  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private final Handler listening =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
            faults.add("logged: " + entry.getMessage() + " " + entry.getThrown());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    Logger.getLogger("").addHandler(listening);
  }

  @AfterEach
  void stopListening() {
    Logger.getLogger("").removeHandler(listening);
  }

  private static Node node(RawServer server, boolean http2) throws IOException {
    Node node = new Node(server.port());
    Pool.Builder pool =
        node.adc.getPools(0).toBuilder()
            .setPassiveHealth(PassiveHealth.newBuilder().setOff(true))
            .setRetry(RetryRules.newBuilder().setOff(true))
            .setTimeouts(
                UpstreamTimeouts.newBuilder()
                    .setConnectMillis(2000)
                    .setFirstByteMillis(300)
                    .setIdleMillis(300))
            .setServerProtocol(ServerProtocol.newBuilder().setHttp2(http2));
    node.adc.setPools(0, pool);
    return node.started();
  }

  private static String request(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\nTE: trailers\r\nConnection: TE\r\n\r\n";
  }

  /** Asks for noise and then, on the same connection when it is still there, for something true. */
  private void visit(Node node, int seed) {
    try (RawVisitor first = node.visitor()) {
      first.say(request("/noise/" + seed));
      StrictReader.Answer noise = new StrictReader(first).next();
      if (!noise.last()) {
        first.say(request("/true/" + seed));
        judge(seed, new StrictReader(first).next());
      }
      try (RawVisitor second = node.visitor()) {
        second.say(request("/true/" + seed));
        judge(seed, new StrictReader(second).next());
      }
    } catch (IOException | RuntimeException | AssertionError fault) {
      faults.add(seed + ": " + fault);
    }
  }

  private void judge(int seed, StrictReader.Answer answer) {
    // over a connection that turns out to be broken it may fail, but never be somebody else's
    if (answer.whole() && answer.status() < 500 && !answer.body().equals("true " + seed)) {
      faults.add(seed + ": got " + answer);
    }
  }

  private void visitAll(Node node) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    List<Thread> visitors = new ArrayList<>();
    for (int v = 0; v < VISITORS; v++) {
      visitors.add(
          Thread.startVirtualThread(
              () -> {
                for (int seed = next.getAndIncrement();
                    seed < CASES;
                    seed = next.getAndIncrement()) {
                  visit(node, seed);
                }
              }));
    }
    for (Thread visitor : visitors) {
      visitor.join();
    }
  }

  private void nothingIsLeft(Node node) {
    assertThat(faults).isEmpty();
    node.adc.setPools(
        0,
        node.adc.getPools(0).toBuilder()
            .setServers(0, node.adc.getPools(0).getServers(0).toBuilder().setMaintenance(true)));
    node.started(); // the server is out: what is idle is closed
    await().until(() -> open.get() == 0);
    await().until(() -> node.plane.openConnections() == 0);
  }

  private RawServer server(RawServer.Script script) throws IOException {
    return new RawServer(
        talk -> {
          open.incrementAndGet();
          try {
            script.talk(talk);
          } finally {
            open.decrementAndGet();
          }
        });
  }

  private static String tail(String head) {
    return head.substring(
        head.lastIndexOf('/', head.indexOf(" HTTP/")) + 1, head.indexOf(" HTTP/"));
  }

  // ---- HTTP/1.1 ----

  private static String noise(Random random) {
    StringBuilder said = new StringBuilder(TRUE_ANSWERS[random.nextInt(TRUE_ANSWERS.length)]);
    if (random.nextInt(20) == 0) {
      byte[] bytes = new byte[1 + random.nextInt(400)];
      random.nextBytes(bytes);
      return new String(bytes, ISO_8859_1);
    }
    if (random.nextInt(10) == 0) {
      said.append(TRUE_ANSWERS[random.nextInt(TRUE_ANSWERS.length)]);
    }
    for (int i = random.nextInt(4); i >= 0 && said.length() > 1; i--) {
      int at = random.nextInt(Math.max(1, said.length() - 1));
      switch (random.nextInt(5)) {
        case 0 -> said.setCharAt(at, (char) random.nextInt(256));
        case 1 -> said.insert(at, SPICE[random.nextInt(SPICE.length)]);
        case 2 -> said.deleteCharAt(at);
        case 3 -> said.setLength(Math.max(1, at));
        default ->
            said.insert(at, said.substring(at, Math.min(said.length(), at + random.nextInt(30))));
      }
    }
    return said.toString();
  }

  @Test
  void noise_in_http_1_becomes_one_answer_or_none() throws Exception {
    RawServer.Script script =
        talk -> {
          for (String head = talk.head(); !head.isEmpty(); head = talk.head()) {
            int seed = Integer.parseInt(tail(head));
            Random random = new Random(seed);
            if (head.startsWith("GET /true/")) {
              String body = "true " + seed;
              talk.say(OK + "Content-Length: " + body.length() + "\r\n\r\n" + body);
            } else {
              talk.say(noise(random));
              if (random.nextInt(3) == 0) {
                return;
              }
            }
          }
        };
    try (RawServer server = server(script);
        Node node = node(server, false)) {
      visitAll(node);
      nothingIsLeft(node);
    }
  }

  // ---- HTTP/2 ----

  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) (payload.length >> 16), (byte) (payload.length >> 8)});
    out.writeBytes(new byte[] {(byte) payload.length, (byte) type, (byte) flags});
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(stream >> shift);
    }
    out.writeBytes(payload);
    return out.toByteArray();
  }

  private static byte[] noise(Random random, RawHttp2 server, int stream) {
    List<byte[]> frames = new ArrayList<>();
    boolean counted = random.nextBoolean();
    frames.add(
        frame(
            1,
            4,
            stream,
            counted
                ? server.block(":status", "200", "content-length", "5")
                : server.block(":status", "200")));
    frames.add(frame(0, 0, stream, "hel".getBytes(ISO_8859_1)));
    if (random.nextBoolean()) {
      frames.add(frame(0, 1, stream, "lo".getBytes(ISO_8859_1)));
    } else {
      frames.add(frame(0, 0, stream, "lo".getBytes(ISO_8859_1)));
      frames.add(frame(1, 5, stream, server.block("x-sum", "1")));
    }
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(frames.size());
      byte[] payload =
          new byte[random.nextInt(4) == 0 ? random.nextInt(300) : 4 * random.nextInt(4)];
      random.nextBytes(payload);
      int where = random.nextInt(3) == 0 ? 0 : random.nextInt(4) == 0 ? stream + 20_001 : stream;
      switch (random.nextInt(5)) {
        case 0 -> frames.remove(at);
        case 1 -> frames.add(at, frames.get(at));
        case 2 -> frames.add(at, frame(random.nextInt(11), random.nextInt(256), where, payload));
        default -> {
          byte[] changed = frames.get(at).clone();
          int which = random.nextInt(changed.length);
          // what is said on another's stream is that one's answer: nobody could tell
          changed[which] = which >= 5 && which < 9 ? 0 : (byte) random.nextInt(256);
          frames.set(at, changed);
        }
      }
      if (frames.isEmpty()) {
        frames.add(frame(3, 0, stream, payload));
      }
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    frames.forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static void answer(RawHttp2 server, RawHttp2.Frame request) throws IOException {
    String path =
        server.fields(request).stream()
            .filter(line -> line.startsWith(":path: "))
            .findFirst()
            .orElseThrow();
    int seed = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
    if (path.contains("/true/")) {
      server.headers(request.stream(), false, ":status", "200");
      server.data(request.stream(), true, "true " + seed);
    } else {
      server.talk.out.write(noise(new Random(seed), server, request.stream()));
      server.talk.out.flush();
    }
  }

  @Test
  void noise_in_http_2_becomes_one_answer_or_none() throws Exception {
    RawServer.Script script =
        talk -> {
          RawHttp2 server = RawHttp2.greet(talk);
          for (; ; ) {
            answer(server, server.request());
          }
        };
    try (RawServer server = server(script);
        Node node = node(server, true)) {
      visitAll(node);
      nothingIsLeft(node);
    }
  }
}
