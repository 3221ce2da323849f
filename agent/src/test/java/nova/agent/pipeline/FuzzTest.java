package nova.agent.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import nova.agent.exchange.hpack.HpackDecoder;
import nova.agent.exchange.hpack.HpackFailure;
import nova.agent.listener.tls.ClientHello;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Damaged input of visitors, the same on every run: never an exception, never a connection that
 * hangs, and never a request at a server that differs from what was sent.
 */
class FuzzTest {
  private static final int ROUNDS = 2000;
  private static final int VISITORS = 100;
  // nothing behind this is a request, however the rest is read
  private static final String FIRST = "POST /fuzz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";
  private static final String CHUNKS =
      "5\r\nhello\r\n1;x=y\r\n \r\n10\r\nabcdefghijklmnop\r\n0\r\n\r\n";

  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final Handler watching =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          if (record.getLevel().intValue() >= Level.SEVERE.intValue()) {
            failures.add(record.getLoggerName() + ": " + record.getMessage());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void watch() {
    Logger.getLogger("").addHandler(watching);
  }

  @AfterEach
  void nothing_failed_inside() {
    Logger.getLogger("").removeHandler(watching);
    assertThat(failures).isEmpty();
  }

  private static String damaged(String text, Random dice) {
    return new String(damaged(text.getBytes(ISO_8859_1), dice), ISO_8859_1);
  }

  /** A copy with a few bytes changed, left out, doubled or put in. */
  private static byte[] damaged(byte[] bytes, Random dice) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int changes = 1 + dice.nextInt(3);
    int[] at = dice.ints(changes, 0, bytes.length).toArray();
    for (int i = 0; i < bytes.length; i++) {
      int here = i;
      if (Arrays.stream(at).noneMatch(a -> a == here)) {
        out.write(bytes[i]);
        continue;
      }
      switch (dice.nextInt(4)) {
        case 0 -> out.write(dice.nextInt(256));
        case 1 -> {}
        case 2 -> {
          out.write(bytes[i]);
          out.write(bytes[i]);
        }
        default -> {
          out.write("\r\n\t :;,0".charAt(dice.nextInt(8)));
          out.write(bytes[i]);
        }
      }
    }
    return out.toByteArray();
  }

  /** What a strict reader makes of a chunked body; null when it is not in order. */
  private static @Nullable String unchunked(String text) {
    StringBuilder body = new StringBuilder();
    int at = 0;
    while (true) {
      int end = text.indexOf("\r\n", at);
      String line = end < 0 ? "" : text.substring(at, end);
      String size = line.contains(";") ? line.substring(0, line.indexOf(';')) : line;
      if (!size.matches("[0-9A-Fa-f]{1,15}") || !line.matches("[\\t\\x20-\\x7e\\x80-\\xff]*")) {
        return null;
      }
      long length = Long.parseLong(size, 16);
      at = end + 2;
      if (length == 0) {
        return text.startsWith("\r\n", at) ? body.toString() : null;
      }
      if (length > text.length() - at - 2 || !text.startsWith("\r\n", at + (int) length)) {
        return null;
      }
      body.append(text, at, at + (int) length);
      at += (int) length + 2;
    }
  }

  /** What is said on one connection, and what was heard. */
  private record Talk(String said, String heard) {}

  /** Many connections, some of which wait for a timeout, side by side. */
  private static List<Talk> talks(Node node, List<String> messages) throws Exception {
    List<Talk> talks = new CopyOnWriteArrayList<>();
    try (ExecutorService visitors = Executors.newFixedThreadPool(VISITORS)) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (String message : messages) {
        all.add(visitors.submit(() -> talks.add(new Talk(message, node.exchange(message)))));
      }
      for (Future<Boolean> each : all) {
        each.get();
      }
    }
    return talks;
  }

  @Test
  void a_damaged_chunked_body_reaches_the_server_as_it_was_framed_or_not_at_all() throws Exception {
    Random dice = new Random(11);
    String head = FIRST + "Transfer-Encoding: chunked\r\n\r\n";
    try (EchoServer server = new EchoServer();
        Node node = new Node(server.port()).started()) {
      List<String> messages = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        messages.add(head + damaged(CHUNKS, dice));
      }
      int whole = 0;
      for (Talk talk : talks(node, messages)) {
        String wanted = unchunked(talk.said().substring(head.length()));
        if (talk.heard().startsWith("HTTP/1.1 200")) {
          whole++;
          String echo = talk.heard().substring(talk.heard().indexOf("\r\n\r\n") + 4);
          assertThat(echo).as(talk.said()).isEqualTo(wanted);
        } else {
          assertThat(talk.heard()).as(talk.said()).matches("(?s)HTTP/1\\.1 4.*|");
        }
      }
      assertThat(whole).isBetween(ROUNDS / 20, ROUNDS / 2); // some damage changes data only
    }
  }

  @Test
  void a_damaged_head_never_lets_its_body_through_as_a_request() throws Exception {
    String fields = "Content-Length: 40\r\nX-A: b\r\nTE: trailers\r\n\r\n";
    Random dice = new Random(12);
    try (EchoServer server = new EchoServer();
        Node node = new Node(server.port()).started()) {
      List<String> messages = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        messages.add(
            FIRST + damaged(fields, dice) + "GET /smuggled HTTP/1.1\r\nHost: a.b.cd\r\n\r\n");
      }
      for (Talk talk : talks(node, messages)) {
        assertThat(talk.heard()).as(talk.said()).matches("(?s)HTTP/1\\.1 [245].*|");
        assertThat(talk.heard().split("HTTP/1.1 ", -1).length).isLessThanOrEqualTo(2 + 1);
      }
      assertThat(server.requests).noneMatch(request -> request.contains("smuggled")).isNotEmpty();
      await().until(() -> node.plane.openConnections() == 0);
    }
  }

  /** Says it and that nothing follows, and hears everything; it may end even while we speak. */
  private static String ending(Node node, byte[] said) throws IOException {
    try (RawVisitor visitor = node.visitor()) {
      visitor.say(new String(said, ISO_8859_1));
      visitor.socket.shutdownOutput();
      return visitor.all();
    } catch (SocketException ended) {
      return "<reset>";
    }
  }

  @Test
  void damaged_frames_end_streams_or_connections() throws IOException {
    ByteArrayOutputStream good = new ByteArrayOutputStream();
    good.writeBytes(FrameVisitor.frameBytes(4, 0, 0, new byte[] {0, 4, 0, 1, 0, 0}));
    good.writeBytes(
        FrameVisitor.frameBytes(
            1, 4, 1, FrameVisitor.block(FrameVisitor.request("POST", "/fuzz"))));
    good.writeBytes(FrameVisitor.frameBytes(0, 0, 1, "hello".getBytes(ISO_8859_1)));
    good.writeBytes(FrameVisitor.frameBytes(0, 8, 1, new byte[] {2, 'x', 0, 0}));
    good.writeBytes(FrameVisitor.frameBytes(8, 0, 0, new byte[] {0, 0, 1, 0}));
    good.writeBytes(FrameVisitor.frameBytes(1, 5, 1, FrameVisitor.block("x-sum", "1")));
    good.writeBytes(FrameVisitor.frameBytes(6, 0, 0, new byte[8]));
    good.writeBytes(FrameVisitor.frameBytes(3, 0, 1, new byte[] {0, 0, 0, 8}));
    Random dice = new Random(13);
    try (EchoServer server = new EchoServer();
        Node node = new Node(server.port()).started()) {
      for (int i = 0; i < ROUNDS; i++) {
        byte[] frames = damaged(good.toByteArray(), dice);
        byte[] preface = FrameVisitor.PREFACE.getBytes(ISO_8859_1);
        byte[] all = Arrays.copyOf(preface, preface.length + frames.length);
        System.arraycopy(frames, 0, all, preface.length, frames.length);
        assertThat(ending(node, all)).isNotNull();
      }
      await().until(() -> node.plane.openConnections() == 0);
      await().until(() -> node.plane.health().getFirst().getInFlight() == 0);
      try (FrameVisitor visitor = FrameVisitor.on(node.port()).get(1, "/")) {
        assertThat(visitor.hears("1 is over")).isTrue();
      }
    }
  }

  @Test
  void any_header_block_is_decoded_or_refused() {
    Random dice = new Random(14);
    HpackDecoder decoder = new HpackDecoder(4096);
    byte[] good = FrameVisitor.block(FrameVisitor.request("GET", "/"));
    for (int i = 0; i < 20_000; i++) {
      byte[] block = new byte[dice.nextInt(60)];
      dice.nextBytes(block);
      byte[] tried = i % 2 == 0 ? block : damaged(good, dice);
      try {
        decoder.decode(tried, 0, tried.length, field -> assertThat(field.size()).isPositive());
      } catch (HpackFailure refused) {
        decoder = new HpackDecoder(4096);
      }
    }
  }

  @Test
  void any_hello_is_read_or_refused_however_it_is_cut() throws Exception {
    Random dice = new Random(15);
    byte[] good = PassageTest.hello("www.example.com");
    List<ClientHello.Reading> readings = new ArrayList<>();
    for (int i = 0; i <= good.length; i++) {
      readings.add(ClientHello.read(ByteBuffer.wrap(good, 0, i)));
    }
    assertThat(readings.removeLast())
        .isEqualTo(new ClientHello.Complete("www.example.com", List.of()));
    assertThat(readings).allMatch(reading -> reading instanceof ClientHello.Incomplete);
    for (int i = 0; i < 20_000; i++) {
      byte[] hello = damaged(good, dice);
      int length = dice.nextInt(hello.length + 1);
      assertThat(ClientHello.read(ByteBuffer.wrap(hello, 0, length))).isNotNull();
    }
  }
}
