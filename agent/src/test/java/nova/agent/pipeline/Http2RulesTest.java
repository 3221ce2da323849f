package nova.agent.pipeline;

import static nova.agent.pipeline.FrameVisitor.ACK;
import static nova.agent.pipeline.FrameVisitor.CONTINUATION;
import static nova.agent.pipeline.FrameVisitor.DATA;
import static nova.agent.pipeline.FrameVisitor.END_HEADERS;
import static nova.agent.pipeline.FrameVisitor.END_STREAM;
import static nova.agent.pipeline.FrameVisitor.GOAWAY;
import static nova.agent.pipeline.FrameVisitor.HAS_PRIORITY;
import static nova.agent.pipeline.FrameVisitor.HEADERS;
import static nova.agent.pipeline.FrameVisitor.PADDED;
import static nova.agent.pipeline.FrameVisitor.PING;
import static nova.agent.pipeline.FrameVisitor.PRIORITY;
import static nova.agent.pipeline.FrameVisitor.PUSH_PROMISE;
import static nova.agent.pipeline.FrameVisitor.RST_STREAM;
import static nova.agent.pipeline.FrameVisitor.SETTINGS;
import static nova.agent.pipeline.FrameVisitor.WINDOW_UPDATE;
import static nova.agent.pipeline.FrameVisitor.block;
import static nova.agent.pipeline.FrameVisitor.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames against RFC 9113, 4 to 6: a broken rule ends the stream or the connection, as it says. */
class Http2RulesTest {
  private static final byte[] GET = block(request("GET", "/"));
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

  /** What a visitor says. */
  interface Script {
    FrameVisitor say(FrameVisitor visitor) throws IOException;
  }

  private static Arguments rule(String name, String error, Script script) {
    return Arguments.of(name, error, script);
  }

  static Stream<Arguments> endsOfConnections() {
    return Stream.of(
        rule("DATA on no stream", "PROTOCOL_ERROR", v -> v.data(0, false, "x")),
        rule("DATA on an idle stream", "PROTOCOL_ERROR", v -> v.data(1, true, "x")),
        rule("DATA on a stream of ours", "PROTOCOL_ERROR", v -> v.data(2, true, "x")),
        rule(
            "more padding than DATA",
            "PROTOCOL_ERROR",
            v -> v.post(1, "/bad").frame(DATA, PADDED, 1, (byte) 6, (byte) 1)),
        rule(
            "padding without its length",
            "FRAME_SIZE_ERROR",
            v -> v.post(1, "/bad").frame(DATA, PADDED, 1)),
        rule(
            "frame too large",
            "FRAME_SIZE_ERROR",
            v -> v.raw(new byte[] {0, 0x40, 1, 0, 0, 0, 0, 0, 1})),
        rule("HEADERS on no stream", "PROTOCOL_ERROR", v -> v.get(0, "/bad")),
        rule("HEADERS on an even stream", "PROTOCOL_ERROR", v -> v.get(2, "/bad")),
        rule("streams numbered downwards", "PROTOCOL_ERROR", v -> v.get(5, "/").get(3, "/bad")),
        rule(
            "more padding than HEADERS",
            "PROTOCOL_ERROR",
            v -> v.frame(HEADERS, PADDED | END_HEADERS, 1, (byte) 90, (byte) 0x82)),
        rule(
            "HEADERS too short for their priority",
            "FRAME_SIZE_ERROR",
            v -> v.frame(HEADERS, HAS_PRIORITY | END_HEADERS, 1, (byte) 0)),
        rule(
            "PRIORITY inside a header block",
            "PROTOCOL_ERROR",
            v -> v.frame(HEADERS, END_STREAM, 1, GET).frame(PRIORITY, 0, 1, new byte[5])),
        rule(
            "HEADERS of another stream inside a header block",
            "PROTOCOL_ERROR",
            v -> v.frame(HEADERS, END_STREAM, 1, GET).get(3, "/bad")),
        rule(
            "unknown frame inside a header block",
            "PROTOCOL_ERROR",
            v -> v.frame(HEADERS, END_STREAM, 1, GET).frame(0x16, 0, 0)),
        rule(
            "CONTINUATION of another stream",
            "PROTOCOL_ERROR",
            v -> v.frame(HEADERS, END_STREAM, 1, GET).frame(CONTINUATION, END_HEADERS, 3)),
        rule("CONTINUATION of nothing", "PROTOCOL_ERROR", v -> v.frame(CONTINUATION, 4, 1, GET)),
        rule("CONTINUATION on no stream", "PROTOCOL_ERROR", v -> v.frame(CONTINUATION, 4, 0, GET)),
        rule(
            "CONTINUATION behind the end of a block",
            "PROTOCOL_ERROR",
            v -> v.post(1, "/bad").frame(CONTINUATION, END_HEADERS, 1, block("a", "b"))),
        rule(
            "CONTINUATION behind DATA",
            "PROTOCOL_ERROR",
            v -> v.post(1, "/bad").data(1, false, "x").frame(CONTINUATION, 4, 1, block("a", "b"))),
        rule("PRIORITY on no stream", "PROTOCOL_ERROR", v -> v.frame(PRIORITY, 0, 0, new byte[5])),
        rule("RST_STREAM on no stream", "PROTOCOL_ERROR", v -> v.number(RST_STREAM, 0, 8)),
        rule("RST_STREAM on an idle stream", "PROTOCOL_ERROR", v -> v.number(RST_STREAM, 1, 8)),
        rule(
            "RST_STREAM of three bytes",
            "FRAME_SIZE_ERROR",
            v -> v.post(1, "/bad").frame(RST_STREAM, 0, 1, new byte[3])),
        rule("SETTINGS on a stream", "PROTOCOL_ERROR", v -> v.frame(SETTINGS, 0, 1)),
        rule(
            "SETTINGS of five bytes",
            "FRAME_SIZE_ERROR",
            v -> v.frame(SETTINGS, 0, 0, new byte[5])),
        rule(
            "acknowledgement with settings",
            "FRAME_SIZE_ERROR",
            v -> v.frame(SETTINGS, ACK, 0, new byte[6])),
        rule("ENABLE_PUSH of 2", "PROTOCOL_ERROR", v -> v.setting(2, 2)),
        rule("window of 2^31 for streams", "FLOW_CONTROL_ERROR", v -> v.setting(4, 1 << 31)),
        rule("frames below 2^14", "PROTOCOL_ERROR", v -> v.setting(5, 16383)),
        rule("frames of 2^24", "PROTOCOL_ERROR", v -> v.setting(5, 1 << 24)),
        rule(
            "settings that open a window too wide",
            "FLOW_CONTROL_ERROR",
            v ->
                v.setting(4, 0)
                    .post(1, "/bad")
                    .number(WINDOW_UPDATE, 1, Integer.MAX_VALUE)
                    .setting(4, 1)),
        rule("PUSH_PROMISE", "PROTOCOL_ERROR", v -> v.frame(PUSH_PROMISE, 4, 1, new byte[4])),
        rule("PING on a stream", "PROTOCOL_ERROR", v -> v.frame(PING, 0, 1, new byte[8])),
        rule("PING of six bytes", "FRAME_SIZE_ERROR", v -> v.frame(PING, 0, 0, new byte[6])),
        rule("GOAWAY on a stream", "PROTOCOL_ERROR", v -> v.frame(GOAWAY, 0, 1, new byte[8])),
        rule("GOAWAY of four bytes", "FRAME_SIZE_ERROR", v -> v.frame(GOAWAY, 0, 0, new byte[4])),
        rule("WINDOW_UPDATE of nothing", "PROTOCOL_ERROR", v -> v.number(WINDOW_UPDATE, 0, 0)),
        rule(
            "WINDOW_UPDATE on an idle stream",
            "PROTOCOL_ERROR",
            v -> v.number(WINDOW_UPDATE, 1, 1)),
        rule(
            "WINDOW_UPDATE of three bytes",
            "FRAME_SIZE_ERROR",
            v -> v.frame(WINDOW_UPDATE, 0, 0, new byte[3])),
        rule(
            "window of the connection too wide",
            "FLOW_CONTROL_ERROR",
            v -> v.number(WINDOW_UPDATE, 0, Integer.MAX_VALUE)),
        rule(
            "HEADERS on a stream that is over",
            "STREAM_CLOSED",
            v -> {
              v.get(1, "/").hears("1 is over");
              return v.get(1, "/bad");
            }),
        rule(
            "HEADERS behind RST_STREAM",
            "STREAM_CLOSED",
            v -> v.post(1, "/bad").number(RST_STREAM, 1, 8).get(1, "/bad")),
        rule(
            "more DATA than the connection's window",
            "FLOW_CONTROL_ERROR",
            v -> {
              v.setting(4, 0).post(1, "/bad");
              for (int i = 0; i < 64; i++) { // what nobody has taken yet counts
                v.frame(DATA, 0, 1, new byte[16384]);
              }
              return v;
            }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("endsOfConnections")
  void ends_the_connection(String name, String error, Script script) throws IOException {
    server.requests.clear();
    try (FrameVisitor visitor = script.say(FrameVisitor.on(node.port()))) {
      boolean told = visitor.hears("away " + error);
      assertThat(told).as(visitor.seen.toString()).isTrue();
      assertThat(visitor.hears("end")).as(visitor.seen.toString()).isTrue();
      assertThat(server.requests).noneMatch(request -> request.contains("/bad"));
    }
  }

  static Stream<Arguments> endsOfStreams() {
    return Stream.of(
        rule("DATA behind END_STREAM", "STREAM_CLOSED", v -> v.get(1, "/held").data(1, false, "x")),
        rule(
            "DATA behind RST_STREAM",
            "STREAM_CLOSED",
            v -> v.post(1, "/bad").number(RST_STREAM, 1, 8).data(1, false, "x")),
        rule("HEADERS behind END_STREAM", "STREAM_CLOSED", v -> v.get(1, "/held").get(1, "/bad")),
        rule(
            "second HEADERS without an end",
            "PROTOCOL_ERROR",
            v -> v.post(1, "/bad").headers(1, false, "a", "b")),
        rule(
            "pseudo-header field in trailers",
            "PROTOCOL_ERROR",
            v -> v.post(1, "/bad").headers(1, true, ":path", "/")),
        rule(
            "Content-Length in trailers",
            "PROTOCOL_ERROR",
            v -> v.post(1, "/bad").headers(1, true, "content-length", "0")),
        rule(
            "PRIORITY of four bytes",
            "FRAME_SIZE_ERROR",
            v -> v.post(1, "/bad").frame(PRIORITY, 0, 1, new byte[4])),
        rule(
            "PRIORITY that waits for itself",
            "PROTOCOL_ERROR",
            v ->
                v.post(1, "/bad")
                    .frame(PRIORITY, 0, 1, (byte) 0, (byte) 0, (byte) 0, (byte) 1, (byte) 9)),
        rule(
            "HEADERS that wait for themselves",
            "PROTOCOL_ERROR",
            v -> {
              byte[] payload = new byte[5 + GET.length];
              payload[3] = 1;
              System.arraycopy(GET, 0, payload, 5, GET.length);
              return v.frame(HEADERS, HAS_PRIORITY | END_HEADERS | END_STREAM, 1, payload);
            }),
        rule(
            "WINDOW_UPDATE of nothing",
            "PROTOCOL_ERROR",
            v -> v.post(1, "/bad").number(WINDOW_UPDATE, 1, 0)),
        rule(
            "window too wide",
            "FLOW_CONTROL_ERROR",
            v -> v.post(1, "/bad").number(WINDOW_UPDATE, 1, Integer.MAX_VALUE)),
        rule(
            "DATA beyond Content-Length",
            "PROTOCOL_ERROR",
            v -> v.headers(1, false, with("content-length", "3")).data(1, true, "four")),
        rule(
            "DATA short of Content-Length",
            "PROTOCOL_ERROR",
            v ->
                v.headers(1, false, with("content-length", "9"))
                    .data(1, false, "four")
                    .data(1, true, "four")),
        rule(
            "trailers before Content-Length is reached",
            "PROTOCOL_ERROR",
            v ->
                v.headers(1, false, with("content-length", "9"))
                    .data(1, false, "four")
                    .headers(1, true, "a", "b")));
  }

  private static String[] with(String... more) {
    String[] post = request("POST", "/bad");
    String[] all = Arrays.copyOf(post, post.length + more.length);
    System.arraycopy(more, 0, all, post.length, more.length);
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("endsOfStreams")
  void ends_the_stream_and_no_other(String name, String error, Script script) throws IOException {
    server.requests.clear();
    try (FrameVisitor visitor = script.say(FrameVisitor.on(node.port()))) {
      boolean told = visitor.hears("reset 1 " + error);
      assertThat(told).as(visitor.seen.toString()).isTrue();
      assertThat(visitor.get(3, "/next").hears("3 is over")).as(visitor.seen.toString()).isTrue();
      assertThat(visitor.body(3)).isEqualTo("hello");
      assertThat(server.requests).noneMatch(request -> request.contains("/bad"));
    }
  }
}
