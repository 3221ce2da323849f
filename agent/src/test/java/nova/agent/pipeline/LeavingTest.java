package nova.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Visitors that go away cost the servers nothing more and leave nothing dirty behind. */
class LeavingTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

  /** A server that thinks for ever and knows when it was left. */
  private static ScriptedServer thinker(CountDownLatch left, int bodyBytes) throws IOException {
    return new ScriptedServer(
        talk -> {
          talk.head();
          talk.in.readNBytes(bodyBytes);
          if (talk.in.read() < 0) {
            left.countDown();
          }
        });
  }

  private static Node patient(ScriptedServer server) throws IOException {
    Node node = new Node(server.port());
    node.adc.setPools(
        0,
        node.adc.getPools(0).toBuilder()
            .setTimeouts(
                node.adc.getPools(0).getTimeouts().toBuilder()
                    .setFirstByteMillis(600_000)
                    .setIdleMillis(600_000)));
    return node.started();
  }

  @Test
  void a_server_that_is_still_thinking_is_left_too() throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    try (ScriptedServer server = thinker(left, 0);
        Node node = patient(server)) {
      try (RawVisitor visitor = node.visitor()) {
        visitor.say(GET);
        await().until(() -> server.heads.size() == 1);
      }
      await().until(() -> left.getCount() == 0);
      await().until(() -> node.plane.openConnections() == 0);
      assertThat(node.ledger.of("adc", "default", "s0").rows.getFirst().statusClass()).isZero();
    }
  }

  @Test
  void also_after_a_whole_request_body_and_a_reset() throws Exception {
    for (String coding : new String[] {"Content-Length: 2\r\n\r\nab", "chunked"}) {
      CountDownLatch left = new CountDownLatch(1);
      boolean chunked = coding.equals("chunked");
      try (ScriptedServer server =
              thinker(left, chunked ? "000002\r\nab\r\n0\r\n\r\n".length() : 2);
          Node node = patient(server);
          RawVisitor visitor = node.visitor()) {
        visitor.say(
            "PUT / HTTP/1.1\r\nHost: a\r\n"
                + (chunked ? "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n" : coding));
        await().until(() -> server.heads.size() == 1);
        visitor.socket.setSoLinger(true, 0);
        visitor.socket.close();
        await().until(() -> left.getCount() == 0);
      }
    }
  }

  @Test
  void a_request_sent_early_is_served_in_turn() throws IOException {
    CountDownLatch answer = new CountDownLatch(1);
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  for (String head = talk.head(); !head.isEmpty(); head = talk.head()) {
                    awaitQuietly(answer);
                    talk.say(OK);
                  }
                });
        Node node = patient(server);
        RawVisitor visitor = node.visitor()) {
      visitor.say(GET);
      await().until(() -> server.heads.size() == 1);
      visitor.say(GET + "GET /half HTTP/1.1\r\n");
      answer.countDown();
      assertThat(visitor.head() + visitor.read(5)).startsWith("HTTP/1.1 200").endsWith("hello");
      assertThat(visitor.head() + visitor.read(5)).startsWith("HTTP/1.1 200").endsWith("hello");
      visitor.say("Host: a\r\n\r\n");
      assertThat(visitor.head() + visitor.read(5)).startsWith("HTTP/1.1 200").endsWith("hello");
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void half_a_request_body_is_nobodys_error_and_its_connection_is_not_used_again()
      throws IOException {
    AtomicInteger dirty = new AtomicInteger();
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  String head = talk.head();
                  if (head.startsWith("PUT")) {
                    dirty.addAndGet(talk.in.readAllBytes().length);
                  } else {
                    talk.say(OK);
                  }
                });
        Node node = new Node(server.port()).started()) {
      try (RawVisitor visitor = node.visitor()) {
        visitor.say("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf");
        await().until(() -> server.heads.size() == 1);
      }
      await().until(() -> node.ledger.records() == 1);
      assertThat(node.exchange(GET.replace("Host", "Connection: close\r\nHost"))).endsWith("hello");
      await().until(() -> dirty.get() == 4);
      MemoryLedger.Series series = node.ledger.of("adc", "default", "s0");
      assertThat(series.rows.getFirst().statusClass()).isZero();
      assertThat(series.errors.get()).isZero();
    }
  }

  @Test
  void leaving_in_the_middle_of_an_answer_ends_the_servers_work() throws IOException {
    CountDownLatch left = new CountDownLatch(1);
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  talk.head();
                  talk.say("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
                  if (talk.in.read() < 0) {
                    left.countDown();
                  }
                });
        Node node = patient(server)) {
      try (RawVisitor visitor = node.visitor()) {
        visitor.say(GET).head();
        assertThat(visitor.read(4)).isEqualTo("half");
      }
      await().until(() -> left.getCount() == 0);
      await().until(() -> node.ledger.records() == 1);
      assertThat(node.ledger.of("adc", "default", "s0").errors.get()).isZero();
    }
  }

  @Test
  void a_kept_connection_remembers_nothing_of_its_requests() throws Exception {
    try (ScriptedServer server = ScriptedServer.always(OK);
        Node node = new Node(server.port()).started();
        RawVisitor visitor = node.visitor()) {
      for (int i = 0; i < 2000; i++) {
        visitor.say(GET).head();
        visitor.read(5);
      }
      assertThat(Heap.living("nova.agent.pipeline.Relay")).isLessThan(10);
    }
  }
}
