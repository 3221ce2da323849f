package nova.agent.pipeline;

import static nova.agent.pipeline.FrameVisitor.CONTINUATION;
import static nova.agent.pipeline.FrameVisitor.DATA;
import static nova.agent.pipeline.FrameVisitor.END_STREAM;
import static nova.agent.pipeline.FrameVisitor.HEADERS;
import static nova.agent.pipeline.FrameVisitor.PING;
import static nova.agent.pipeline.FrameVisitor.PRIORITY;
import static nova.agent.pipeline.FrameVisitor.RST_STREAM;
import static nova.agent.pipeline.FrameVisitor.SETTINGS;
import static nova.agent.pipeline.FrameVisitor.WINDOW_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.stream.Stream;
import nova.agent.pipeline.Http2RulesTest.Script;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What costs a visitor little and a server much ends a connection, and nobody else's. */
class Http2FloodTest {
  private static final int MANY = 5000;
  private static EchoServer server;
  private static Node node;

  @BeforeAll
  static void start() throws IOException {
    server = new EchoServer();
    node = new Node(server.port()).started();
  }

  @AfterAll
  static void stop() {
    node.close();
    server.close();
  }

  private static Arguments flood(String name, Script script) {
    return Arguments.of(name, script);
  }

  static Stream<Arguments> floods() {
    return Stream.of(
        flood(
            "requests taken back at once (CVE-2023-44487)",
            v -> {
              for (int i = 0; i < MANY; i++) {
                v.get(2 * i + 1, "/held").number(RST_STREAM, 2 * i + 1, 8);
              }
              return v;
            }),
        flood(
            "streams that we must reset (CVE-2025-8671)",
            v -> {
              for (int i = 0; i < MANY; i++) {
                v.get(2 * i + 1, "/held").number(WINDOW_UPDATE, 2 * i + 1, 0);
              }
              return v;
            }),
        flood(
            "malformed requests",
            v -> {
              for (int i = 0; i < MANY; i++) {
                v.get(2 * i + 1, "not a path");
              }
              return v;
            }),
        flood("SETTINGS", v -> many(v, FrameVisitor.frameBytes(SETTINGS, 0, 0))),
        flood("PING", v -> many(v, FrameVisitor.frameBytes(PING, 0, 0, new byte[8]))),
        flood("PRIORITY", v -> many(v, FrameVisitor.frameBytes(PRIORITY, 0, 1, new byte[5]))),
        flood("frames nobody knows", v -> many(v, FrameVisitor.frameBytes(0x33, 0, 1))),
        flood(
            "DATA without data", v -> many(v.post(1, "/bad"), FrameVisitor.frameBytes(DATA, 0, 1))),
        flood(
            "CONTINUATION without an end (CVE-2024-27316)",
            v ->
                many(
                    v.frame(HEADERS, END_STREAM, 1),
                    FrameVisitor.frameBytes(CONTINUATION, 0, 1, new byte[1024]))),
        flood(
            "CONTINUATION without content",
            v ->
                many(
                    v.frame(HEADERS, END_STREAM, 1), FrameVisitor.frameBytes(CONTINUATION, 0, 1))));
  }

  private static FrameVisitor many(FrameVisitor visitor, byte[] frame) throws IOException {
    for (int i = 0; i < MANY; i++) {
      visitor.raw(frame);
    }
    return visitor;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("floods")
  void ends_the_connection(String name, Script script) throws IOException {
    try (FrameVisitor good = FrameVisitor.on(node.port());
        FrameVisitor visitor = script.say(FrameVisitor.on(node.port()))) {
      assertThat(visitor.hears("away ENHANCE_YOUR_CALM") || visitor.seen.contains("write failed"))
          .as(visitor.seen.toString())
          .isTrue();
      assertThat(good.get(1, "/").hears("1 is over")).isTrue();
    }
    await().until(() -> node.plane.openConnections() == 0);
  }

  @Test
  void requests_beyond_the_allowed_streams_are_refused_and_may_come_again() throws IOException {
    try (FrameVisitor visitor = FrameVisitor.on(node.port())) {
      for (int i = 0; i < 130; i++) {
        visitor.get(2 * i + 1, "/held");
      }
      assertThat(visitor.hears("reset 257 REFUSED_STREAM")).isTrue();
      assertThat(visitor.hears("reset 259 REFUSED_STREAM")).isTrue();
      assertThat(visitor.number(RST_STREAM, 1, 8).get(301, "/").hears("301 is over")).isTrue();
    }
  }

  @Test
  void a_table_of_many_references_stays_small() throws IOException {
    // one field of 4 KB in the table, then named thousands of times in one block (HPACK bomb)
    byte[] field = FrameVisitor.block("x-bomb", "a".repeat(3900));
    field[0] = 0x40;
    byte[] block = new byte[field.length + 8000];
    System.arraycopy(field, 0, block, 0, field.length);
    java.util.Arrays.fill(block, field.length, block.length, (byte) 0xbe);
    try (FrameVisitor visitor = FrameVisitor.on(node.port())) {
      visitor.frame(HEADERS, 5, 1, block);
      assertThat(visitor.hears("1: 431")).as(visitor.seen.toString()).isTrue();
    }
  }
}
