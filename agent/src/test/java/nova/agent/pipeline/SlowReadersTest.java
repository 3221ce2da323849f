package nova.agent.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Visitors that hardly read, and what they cost. */
final class SlowReadersTest {
  private static final int READERS = 300;
  private static final int ANSWER_BYTES = 4 << 20;
  private static final int RECEIVE_BUFFER_BYTES = 4096;

  /** Some large buffers, then small ones; all large would be twice as much. */
  private static final long MOST_DIRECT_BYTES = 14 << 20;

  @Test
  void many_slow_readers_take_little_memory_and_slow_nobody() throws IOException {
    try (ScriptedServer server = new ScriptedServer(SlowReadersTest::serve);
        Node node = new Node(server.port()).started()) {
      assertThat(quick(node)).startsWith("HTTP/1.1 200");
      long before = directBytes();
      List<Socket> readers = new ArrayList<>();
      try {
        for (int i = 0; i < READERS; i++) {
          readers.add(reader(node.port()));
        }
        await()
            .during(Duration.ofMillis(500))
            .until(() -> directBytes() - before < MOST_DIRECT_BYTES);
        assertThat(quick(node)).startsWith("HTTP/1.1 200");
      } finally {
        for (Socket each : readers) {
          each.close();
        }
      }
    }
  }

  private static String quick(Node node) throws IOException {
    return node.exchange("GET /quick HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  }

  /** Has read the first byte of its answer, and leaves it at that. */
  private static Socket reader(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.getOutputStream().write("GET /large HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1));
    assertThat(socket.getInputStream().read()).isEqualTo('H');
    return socket;
  }

  private static void serve(ScriptedServer.Talk talk) throws IOException {
    for (String head = talk.head(); !head.isEmpty(); head = talk.head()) {
      int length = head.startsWith("GET /large") ? ANSWER_BYTES : 2;
      talk.say("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
      talk.out.write(new byte[length]);
    }
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
