package nova.agent.pipeline;

import static nova.agent.pipeline.FrameVisitor.CONTINUATION;
import static nova.agent.pipeline.FrameVisitor.DATA;
import static nova.agent.pipeline.FrameVisitor.END_HEADERS;
import static nova.agent.pipeline.FrameVisitor.END_STREAM;
import static nova.agent.pipeline.FrameVisitor.GOAWAY;
import static nova.agent.pipeline.FrameVisitor.HEADERS;
import static nova.agent.pipeline.FrameVisitor.PADDED;
import static nova.agent.pipeline.FrameVisitor.PING;
import static nova.agent.pipeline.FrameVisitor.PRIORITY;
import static nova.agent.pipeline.FrameVisitor.RST_STREAM;
import static nova.agent.pipeline.FrameVisitor.WINDOW_UPDATE;
import static nova.agent.pipeline.FrameVisitor.block;
import static nova.agent.pipeline.FrameVisitor.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import nova.agent.pipeline.Http2RulesTest.Script;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Header fields against RFC 9113, 8, and RFC 7541; and what must be borne with. */
class Http2RequestsTest {
  private static final byte[] GET = block(request("GET", "/"));
  private static final byte[] SEVEN = {0, 0, 0, 0, 0, 0, 0, 7};
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

  private static Arguments bad(String name, int status, String... fields) {
    return Arguments.of(name, status, fields);
  }

  private static String[] get(String... more) {
    String[] get = request("GET", "/bad");
    String[] all = Arrays.copyOf(get, get.length + more.length);
    System.arraycopy(more, 0, all, get.length, more.length);
    return all;
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        bad("upper case in a name", 400, get("X-Test", "a")),
        bad("blank in a name", 400, get("x y", "a")),
        bad("colon in a name", 400, get("x:y", "a")),
        bad("empty name", 400, get("", "a")),
        bad("name beyond ASCII", 400, get("x\u00e9", "a")),
        bad("line feed in a value", 400, get("x", "a\nb")),
        bad("carriage return in a value", 400, get("x", "a\rb")),
        bad("whole request in a value", 400, get("x", "a\r\n\r\nGET /bad HTTP/1.1\r\n\r\n")),
        bad("NUL in a value", 400, get("x", "a\0b")),
        bad("blank before a value", 400, get("x", " a")),
        bad("tab behind a value", 400, get("x", "a\t")),
        bad("unknown pseudo-header field", 400, get(":test", "a")),
        bad("pseudo-header field of answers", 400, get(":status", "200")),
        bad(
            "pseudo-header field behind others",
            400,
            ":method",
            "GET",
            ":scheme",
            "http",
            "x",
            "y",
            ":path",
            "/bad",
            ":authority",
            "a"),
        bad("method twice", 400, get(":method", "GET")),
        bad("path twice", 400, get(":path", "/bad")),
        bad("authority twice", 400, get(":authority", "a.example")),
        bad("no method", 400, ":scheme", "http", ":path", "/bad", ":authority", "a"),
        bad("no scheme", 400, ":method", "GET", ":path", "/bad", ":authority", "a"),
        bad("no path", 400, ":method", "GET", ":scheme", "http", ":authority", "a"),
        bad("no authority", 400, ":method", "GET", ":scheme", "http", ":path", "/bad"),
        bad("empty path", 400, request("GET", "")),
        bad("relative path", 400, request("GET", "bad")),
        bad("whole URI as path", 400, request("GET", "http://b/bad")),
        bad("blank in the path", 400, request("GET", "/bad HTTP/1.1")),
        bad("line end in the path", 400, request("GET", "/bad\r\nx: y")),
        bad("fragment in the path", 400, request("GET", "/bad#a")),
        bad("asterisk as path of GET", 400, request("GET", "*")),
        bad("lower-case method", 400, request("get", "/bad")),
        bad("method of two words", 400, request("GET /bad HTTP/1.1\r\nX:", "/bad")),
        bad(
            "other scheme",
            400,
            ":method",
            "GET",
            ":scheme",
            "ftp",
            ":path",
            "/bad",
            ":authority",
            "a"),
        bad("Host that differs", 400, get("host", "b.example")),
        bad("Host twice", 400, get("host", "a.example", "host", "a.example")),
        bad(
            "authority with user",
            400,
            ":method",
            "GET",
            ":scheme",
            "http",
            ":path",
            "/bad",
            ":authority",
            "u@a"),
        bad(
            "authority with path",
            400,
            ":method",
            "GET",
            ":scheme",
            "http",
            ":path",
            "/bad",
            ":authority",
            "a/b"),
        bad("Connection", 400, get("connection", "close")),
        bad("Keep-Alive", 400, get("keep-alive", "5")),
        bad("Proxy-Connection", 400, get("proxy-connection", "keep-alive")),
        bad("Transfer-Encoding", 400, get("transfer-encoding", "chunked")),
        bad("Upgrade", 400, get("upgrade", "websocket")),
        bad("TE other than trailers", 400, get("te", "trailers, deflate")),
        bad("negative length", 400, get("content-length", "-1")),
        bad("list of lengths", 400, get("content-length", "0,0")),
        bad("length twice", 400, get("content-length", "0", "content-length", "0")),
        bad("length without a body", 400, get("content-length", "5")),
        bad("underscore twin of a length", 400, get("content_length", "5")),
        bad("CONNECT", 501, ":method", "CONNECT", ":authority", "a:80"),
        bad(
            "extended CONNECT",
            400,
            ":method",
            "CONNECT",
            ":protocol",
            "websocket",
            ":scheme",
            "http",
            ":path",
            "/bad",
            ":authority",
            "a"),
        bad("TRACE", 405, request("TRACE", "/bad")),
        bad("too many fields", 431, manyFields()),
        bad("too long fields", 431, get("x", "a".repeat(9000))));
  }

  private static String[] manyFields() {
    String[] more = new String[220];
    Arrays.fill(more, "x");
    return get(more);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void is_refused_and_reaches_no_server(String name, int status, String[] fields)
      throws IOException {
    server.requests.clear();
    try (FrameVisitor visitor = FrameVisitor.on(node.port()).headers(1, true, fields)) {
      boolean told = visitor.hears("1: " + status);
      assertThat(told).as(visitor.seen.toString()).isTrue();
      if (status == 400) {
        assertThat(visitor.hears("reset 1 PROTOCOL_ERROR")).as(visitor.seen.toString()).isTrue();
      }
      assertThat(visitor.get(3, "/next").hears("3 is over")).as(visitor.seen.toString()).isTrue();
      assertThat(server.requests).containsExactly("GET /next 0");
    }
  }

  private static Arguments coded(String name, String hex) {
    return Arguments.of(name, hex);
  }

  static Stream<Arguments> badBlocks() {
    String path = "82 86 84 "; // GET http /
    return Stream.of(
        coded("index 0", path + "80"),
        coded("index that nobody has", path + "ff 10"),
        coded("index larger than numbers are", path + "ff ff ff ff ff 7f"),
        coded("number that does not end", path + "ff 80 80"),
        coded("literal cut short", path + "00 05 61 62"),
        coded("literal without a value", path + "00 01 61"),
        coded("name of an entry that nobody has", path + "7f 7f 01 61"),
        coded("table larger than allowed", "3f e2 1f " + path),
        coded("table changed behind a field", path + "20"),
        coded("end of string in a string", path + "00 85 f2 b2 4a 84 ff 84 ff ff ff ff"),
        coded("padding of zeros", path + "00 85 f2 b2 4a 84 fe 01 61"),
        coded("padding of a whole byte", path + "00 86 f2 b2 4a 84 ff ff 01 61"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badBlocks")
  void a_block_that_cannot_be_decoded_ends_the_connection(String name, String hex)
      throws IOException {
    byte[] block = HexFormat.of().parseHex(hex.replace(" ", ""));
    try (FrameVisitor visitor =
        FrameVisitor.on(node.port()).frame(HEADERS, END_HEADERS | END_STREAM, 1, block)) {
      boolean told = visitor.hears("away COMPRESSION_ERROR");
      assertThat(told).as(visitor.seen.toString()).isTrue();
      assertThat(visitor.hears("end")).isTrue();
    }
  }

  private static Arguments fine(String name, String event, Script script) {
    return Arguments.of(name, event, script);
  }

  static Stream<Arguments> unusual() {
    return Stream.of(
        fine("unknown frame", "1 is over", v -> v.frame(0x16, 0xff, 7, new byte[9]).get(1, "/")),
        fine("unknown setting", "settings taken", v -> v.setting(0x99, 1)),
        fine("flags nobody knows", "pong 7", v -> v.frame(PING, 0xfe, 0, SEVEN)),
        fine("reserved bit", "pong 7", v -> v.frame(PING, 0, 1 << 31, SEVEN)),
        fine("error nobody knows", "1 is over", v -> v.frame(GOAWAY, 0, 0, goAway()).get(1, "/")),
        fine(
            "reset for a reason nobody knows",
            "3 is over",
            v -> v.post(1, "/").number(RST_STREAM, 1, 0x999).get(3, "/")),
        fine(
            "PRIORITY on an idle stream",
            "1 is over",
            v -> v.frame(PRIORITY, 0, 9, new byte[5]).get(1, "/")),
        fine(
            "PRIORITY of a stream that is over",
            "3 is over",
            v -> {
              v.get(1, "/").hears("1 is over");
              return v.frame(PRIORITY, 0, 1, new byte[5])
                  .number(WINDOW_UPDATE, 1, 1)
                  .number(RST_STREAM, 1, 8)
                  .get(3, "/");
            }),
        fine("padding and priority", "1 is over", v -> v.frame(HEADERS, 0x2d, 1, paddedGet())),
        fine(
            "block in many parts",
            "1 is over",
            v -> {
              v.frame(HEADERS, END_STREAM, 1);
              for (byte b : Arrays.copyOf(GET, 40)) {
                v.frame(CONTINUATION, 0, 1, b);
              }
              return v.frame(CONTINUATION, 4, 1, Arrays.copyOfRange(GET, 40, GET.length));
            }),
        fine("numbers left out", "9 is over", v -> v.get(3, "/").get(9, "/")),
        fine(
            "empty DATA and padding",
            "1 is over",
            v -> v.post(1, "/").frame(DATA, PADDED, 1, (byte) 1, (byte) 0).data(1, true, "")),
        fine(
            "trailers behind a body",
            "1 is over",
            v -> v.post(1, "/").data(1, false, "abc").headers(1, true, "x-sum", "6")),
        fine("trailers alone", "1 is over", v -> v.post(1, "/").headers(1, true, "x-sum", "6")),
        fine(
            "Host in place of an authority",
            "1 is over",
            v ->
                v.headers(1, true, ":method", "GET", ":scheme", "http", ":path", "/", "host", "a")),
        fine(
            "OPTIONS for everything",
            "1 is over",
            v -> v.headers(1, true, request("OPTIONS", "*"))),
        fine("HEAD", "1 is over", v -> v.headers(1, true, request("HEAD", "/"))),
        fine(
            "cookies in crumbs",
            "1: 200",
            v -> v.headers(1, true, get("cookie", "a=b", "cookie", "c=d"))),
        fine("TE of trailers", "1: 200", v -> v.headers(1, true, get("te", "trailers"))));
  }

  private static byte[] goAway() {
    return HexFormat.of().parseHex("0000000000000999" + "6279");
  }

  private static byte[] paddedGet() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {3, 0, 0, 0, 0, 16});
    out.writeBytes(GET);
    out.writeBytes(new byte[3]);
    return out.toByteArray();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unusual")
  void is_allowed(String name, String event, Script script) throws IOException {
    try (FrameVisitor visitor = script.say(FrameVisitor.on(node.port()))) {
      assertThat(visitor.hears(event)).as(visitor.seen.toString()).isTrue();
      assertThat(visitor.seen).noneMatch(e -> e.startsWith("away") || e.endsWith(": 400"));
    }
  }

  @Test
  void what_is_no_preface_is_no_http_2() throws IOException {
    String almost = FrameVisitor.PREFACE.replace("SM", "XX");
    try (FrameVisitor visitor = FrameVisitor.silent(node.port()).text(almost)) {
      assertThat(visitor.hears("away PROTOCOL_ERROR")).as(visitor.seen.toString()).isTrue();
    }
    try (FrameVisitor visitor = FrameVisitor.silent(node.port()).text(FrameVisitor.PREFACE)) {
      visitor.get(1, "/bad");
      assertThat(visitor.hears("away PROTOCOL_ERROR")).as(visitor.seen.toString()).isTrue();
    }
  }
}
