package nova.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Hundreds of visitors that hardly read cost little and slow nobody else. */
class SlowReadersTest {
  private static final int VISITORS = 500;
  private static final long MOST_BYTES = 16 << 20;

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  /** A large file for /large, a word for everybody else. */
  private static void answer(ScriptedServer.Talk talk, AtomicLong sent) throws IOException {
    byte[] piece = new byte[65_536];
    for (String head = talk.head(); !head.isEmpty(); head = talk.head()) {
      if (head.startsWith("GET /large")) {
        talk.say("HTTP/1.1 200 OK\r\nContent-Length: 52428800\r\n\r\n");
        for (int i = 0; i < 800; i++) {
          talk.out.write(piece);
          sent.addAndGet(piece.length);
        }
      } else {
        talk.say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
      }
    }
  }

  private static Socket slow(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    byte[] request = "GET /large HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    socket.getOutputStream().write(request);
    return socket;
  }

  @Test
  void they_hold_little_memory_and_others_are_served_as_ever() throws IOException {
    AtomicLong sent = new AtomicLong();
    List<Socket> visitors = new ArrayList<>();
    try (ScriptedServer server = new ScriptedServer(talk -> answer(talk, sent));
        Node node = new Node(server.port()).started()) {
      assertThat(node.exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
          .endsWith("hello");
      long before = directBytes();
      for (int i = 0; i < VISITORS; i++) {
        Socket visitor = slow(node.port());
        visitors.add(visitor);
        assertThat(visitor.getInputStream().readNBytes(1024)).hasSize(1024);
      }
      AtomicLong seen = new AtomicLong(-1);
      await() // until nobody gets any further
          .pollInterval(Duration.ofMillis(100))
          .atMost(Duration.ofSeconds(20))
          .until(() -> seen.getAndSet(sent.get()) == sent.get());
      assertThat(directBytes() - before).isLessThan(MOST_BYTES);
      long start = System.nanoTime();
      try (RawVisitor other = node.visitor()) {
        for (int i = 0; i < 200; i++) {
          other.say("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
          assertThat(other.head()).startsWith("HTTP/1.1 200");
          assertThat(other.read(5)).isEqualTo("hello");
        }
      }
      assertThat(System.nanoTime() - start).isLessThan(4_000_000_000L);
    } finally {
      for (Socket visitor : visitors) {
        visitor.close();
      }
    }
  }
}
