package nova.agent.upstream;

import static nova.agent.upstream.Http2Frames.CONTINUATION;
import static nova.agent.upstream.Http2Frames.DATA;
import static nova.agent.upstream.Http2Frames.END_HEADERS;
import static nova.agent.upstream.Http2Frames.END_STREAM;
import static nova.agent.upstream.Http2Frames.GOAWAY;
import static nova.agent.upstream.Http2Frames.HEADERS;
import static nova.agent.upstream.Http2Frames.PADDED;
import static nova.agent.upstream.Http2Frames.PING;
import static nova.agent.upstream.Http2Frames.PUSH_PROMISE;
import static nova.agent.upstream.Http2Frames.RST_STREAM;
import static nova.agent.upstream.Http2Frames.SETTINGS;
import static nova.agent.upstream.Http2Frames.WINDOW_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import nova.agent.upstream.Rig.Answer;
import nova.agent.upstream.Rig.Ask;
import nova.agent.upstream.UpstreamEvents.Breach;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What breaks the rules of HTTP/2 is no answer; it costs its stream, or the connection. */
class Http2StrictnessTest {
  private static final Transport HTTP2 = new Transport(true, 0, null);
  private static Rig rig;

  @BeforeAll
  static void start() throws IOException {
    rig = new Rig();
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  /** What a server does once it has the request on stream 1. */
  interface Deed {
    void act(RawHttp2 server) throws IOException;
  }

  record Case(String name, Breach wanted, boolean streamOnly, Deed deed) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case stream(String name, Deed deed) {
    return new Case(name, Breach.BAD_ANSWER, true, deed);
  }

  private static Case cut(String name, Deed deed) {
    return new Case(
        name,
        Breach.CUT,
        true,
        server -> {
          server.headers(1, false, ":status", "200", "content-length", "5");
          deed.act(server);
        });
  }

  private static Case connection(String name, Deed deed) {
    return new Case(name, Breach.BAD_ANSWER, false, deed);
  }

  private static Case head(String name, String... fields) {
    return stream("head with " + name, server -> server.headers(1, true, fields));
  }

  static Stream<Case> heads() {
    return Stream.of(
        head("no status", "a", "b"),
        head("nothing in it"),
        head("an empty status", ":status", ""),
        head("a short status", ":status", "20"),
        head("a long status", ":status", "2000"),
        head("a status of letters", ":status", "abc"),
        head("status 099", ":status", "099"),
        head("status 600", ":status", "600"),
        head("status 101", ":status", "101"),
        head("two statuses", ":status", "200", ":status", "200"),
        head("a status behind fields", "a", "b", ":status", "200"),
        head("a pseudo field of requests", ":status", "200", ":path", "/"),
        head("an unknown pseudo field", ":status", "200", ":else", "x"),
        head("a name in upper case", ":status", "200", "Name", "x"),
        head("a name with a blank", ":status", "200", "na me", "x"),
        head("a name with a colon", ":status", "200", "na:me", "x"),
        head("an empty name", ":status", "200", "", "x"),
        head("a value with CR", ":status", "200", "a", "x\ry"),
        head("a value with LF", ":status", "200", "a", "x\ny"),
        head("a value with NUL", ":status", "200", "a", "x\0y"),
        head("a value that begins with a blank", ":status", "200", "a", " x"),
        head("connection", ":status", "200", "connection", "close"),
        head("keep-alive", ":status", "200", "keep-alive", "5"),
        head("transfer-encoding", ":status", "200", "transfer-encoding", "chunked"),
        head("upgrade", ":status", "200", "upgrade", "h3"),
        head("a negative length", ":status", "200", "content-length", "-1"),
        head("a length of letters", ":status", "200", "content-length", "x"),
        head("an empty length", ":status", "200", "content-length", ""),
        head("a list of lengths", ":status", "200", "content-length", "1, 1"),
        head("two lengths", ":status", "200", "content-length", "1", "content-length", "2"),
        head("a length and no body", ":status", "200", "content-length", "1"),
        head("an interim status at the end", ":status", "100"));
  }

  static Stream<Case> bodies() {
    return Stream.of(
        stream("a body without a head", server -> server.data(1, true, "x")),
        cut("more body than announced", server -> server.data(1, false, "123456")),
        cut("less body than announced", server -> server.data(1, true, "1234")),
        cut("a second head", server -> server.headers(1, false, ":status", "200")),
        cut("trailers before the end of the body", server -> server.headers(1, true, "a", "b")),
        cut(
            "a status among trailers",
            server -> {
              server.data(1, false, "12345");
              server.headers(1, true, ":status", "200");
            }),
        cut(
            "reset in the middle",
            server -> server.number(RST_STREAM, 1, Http2Frames.PROTOCOL_ERROR)));
  }

  static Stream<Case> connections() {
    byte[] big = new byte[16_385];
    return Stream.of(
        connection("data on stream 0", server -> server.data(0, true, "x")),
        connection("a head on stream 0", server -> server.headers(0, true, ":status", "200")),
        connection("a stream never opened", server -> server.headers(3, true, ":status", "200")),
        connection("a stream of the server", server -> server.headers(2, true, ":status", "200")),
        connection("a frame too large", server -> server.frame(DATA, 0, 1, big)),
        connection("a push", server -> server.frame(PUSH_PROMISE, END_HEADERS, 1, new byte[4])),
        connection(
            "more padding than frame", server -> server.frame(DATA, PADDED, 1, (byte) 9, (byte) 0)),
        connection("padding without its length", server -> server.frame(DATA, PADDED, 1)),
        connection(
            "a head with more padding than frame",
            server -> server.frame(HEADERS, PADDED | END_HEADERS, 1, (byte) 9)),
        connection("a short RST_STREAM", server -> server.frame(RST_STREAM, 0, 1, new byte[3])),
        connection("a short PING", server -> server.frame(PING, 0, 0, new byte[7])),
        connection("a PING on a stream", server -> server.frame(PING, 0, 1, new byte[8])),
        connection("a short GOAWAY", server -> server.frame(GOAWAY, 0, 0, new byte[7])),
        connection("a GOAWAY on a stream", server -> server.frame(GOAWAY, 0, 1, new byte[8])),
        connection("settings on a stream", server -> server.frame(SETTINGS, 0, 1)),
        connection("settings of five bytes", server -> server.frame(SETTINGS, 0, 0, new byte[5])),
        connection(
            "an acknowledgement with settings",
            server -> server.frame(SETTINGS, 1, 0, new byte[6])),
        connection("a push switched on", server -> server.frame(SETTINGS, 0, 0, setting(2, 1))),
        connection("a window of 2^31", server -> server.frame(SETTINGS, 0, 0, setting(4, 1 << 31))),
        connection("frames of 100 bytes", server -> server.frame(SETTINGS, 0, 0, setting(5, 100))),
        connection("a window update of 0", server -> server.number(WINDOW_UPDATE, 1, 0)),
        connection(
            "a window of the connection updated by 0",
            server -> server.number(WINDOW_UPDATE, 0, 0)),
        connection(
            "a window that overflows",
            server -> server.number(WINDOW_UPDATE, 0, Integer.MAX_VALUE)),
        connection(
            "a short WINDOW_UPDATE", server -> server.frame(WINDOW_UPDATE, 0, 1, new byte[3])),
        connection(
            "a continuation of nothing", server -> server.frame(CONTINUATION, END_HEADERS, 1)),
        connection(
            "a block interrupted",
            server -> {
              server.frame(HEADERS, 0, 1, server.block(":status", "200"));
              server.frame(PING, 0, 0, new byte[8]);
            }),
        connection(
            "a block continued elsewhere",
            server -> {
              server.frame(HEADERS, 0, 1, server.block(":status", "200"));
              server.frame(CONTINUATION, END_HEADERS, 3);
            }),
        connection(
            "no table entry of this number",
            server -> server.frame(HEADERS, END_HEADERS | END_STREAM, 1, (byte) 0xff, (byte) 90)),
        connection(
            "a string cut short",
            server -> server.frame(HEADERS, END_HEADERS | END_STREAM, 1, (byte) 0, (byte) 9)),
        connection(
            "a table larger than allowed",
            server ->
                server.frame(
                    HEADERS, END_HEADERS | END_STREAM, 1, (byte) 0x3f, (byte) 0xff, (byte) 0x7f)));
  }

  static Stream<Case> floods() {
    return Stream.of(
        connection("pings", server -> again(server, s -> s.frame(PING, 0, 0, new byte[8]))),
        connection("settings", server -> again(server, s -> s.frame(SETTINGS, 0, 0))),
        connection("unknown frames", server -> again(server, s -> s.frame(99, 0, 0))),
        connection("window updates", server -> again(server, s -> s.number(WINDOW_UPDATE, 1, 1))),
        new Case(
            "empty parts of a body",
            Breach.CUT,
            false,
            server -> {
              server.headers(1, false, ":status", "200");
              again(server, s -> s.frame(DATA, 0, 1));
            }),
        connection(
            "continuations",
            server -> {
              server.frame(HEADERS, 0, 1, server.block(":status", "200"));
              again(server, s -> s.frame(CONTINUATION, 0, 1));
            }),
        connection(
            "a head without end",
            server -> {
              server.frame(HEADERS, 0, 1, server.block(":status", "200"));
              for (int i = 0; i < 8; i++) {
                server.frame(CONTINUATION, 0, 1, new byte[16_000]);
              }
            }),
        new Case(
            "more than the window of a stream",
            Breach.CUT,
            false,
            server -> {
              server.headers(1, false, ":status", "200", "content-length", "1000000");
              for (int i = 0; i < 20; i++) {
                server.frame(DATA, PADDED, 1, padded());
              }
            }));
  }

  /** A frame that is nothing but padding, more of them than anybody gave credit for at once. */
  private static byte[] padded() {
    byte[] frame = new byte[16_000];
    frame[0] = (byte) 255;
    return frame;
  }

  private static byte[] setting(int name, int value) {
    return java.nio.ByteBuffer.allocate(6).putShort((short) name).putInt(value).array();
  }

  private static void again(RawHttp2 server, Deed deed) throws IOException {
    for (int i = 0; i < 20_000; i++) {
      deed.act(server);
    }
  }

  @ParameterizedTest
  @MethodSource({"heads", "bodies", "connections"})
  void a_broken_rule_is_no_answer(Case broken) throws IOException {
    RawServer.Script script =
        talk -> {
          RawHttp2 server = RawHttp2.greet(talk);
          server.request();
          broken.deed().act(server);
          server.headers(server.request().stream(), true, ":status", "204");
          talk.in.readAllBytes();
        };
    try (RawServer server = new RawServer(script)) {
      Endpoint endpoint = server.endpoint(HTTP2);
      Answer answer = rig.get(endpoint);
      assertThat(answer.breach()).isEqualTo(broken.wanted());
      assertThat(answer.cause).isNotEmpty();
      if (broken.streamOnly()) {
        assertThat(rig.get(endpoint).status).isEqualTo(204);
        assertThat(server.connections.get()).isEqualTo(1);
      } else {
        assertThat(endpoint.connections()).isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("floods")
  void a_flood_ends_the_connection(Case flood) throws IOException {
    RawServer.Script script =
        talk -> {
          RawHttp2 server = RawHttp2.greet(talk);
          server.request();
          flood.deed().act(server);
          talk.in.readAllBytes();
        };
    try (RawServer server = new RawServer(script)) {
      Endpoint endpoint = server.endpoint(HTTP2);
      Answer answer = new Answer();
      answer.stall = true;
      ServerExchange exchange = rig.reach(endpoint, answer);
      rig.on(
          () -> {
            exchange.begin(answer, false);
            return exchange.send(Ask.get("/"), java.nio.ByteBuffer.allocate(0), true);
          });
      Rig.await(answer.done);
      assertThat(answer.breach()).isEqualTo(flood.wanted());
      assertThat(endpoint.connections()).isZero();
    }
  }

  /** Whatever a server says, an answer is whole or broken, and the loop goes on. */
  @RepeatedTest(60)
  void noise_does_no_harm(RepetitionInfo repetition) throws IOException {
    Random random = new Random(repetition.getCurrentRepetition());
    RawServer.Script script =
        talk -> {
          RawHttp2 server = RawHttp2.greet(talk);
          server.request();
          for (int i = 0; i < 50; i++) {
            noise(server, random);
          }
        };
    try (RawServer server = new RawServer(script)) {
      Answer answer = rig.get(server.endpoint(HTTP2));
      assertThat(answer.breach() != null || answer.status >= 200).isTrue();
      assertThat(rig.on(() -> true)).isTrue();
    }
  }

  private static void noise(RawHttp2 server, Random random) throws IOException {
    byte[] payload = new byte[random.nextInt(40)];
    random.nextBytes(payload);
    switch (random.nextInt(6)) {
      case 0 -> server.headers(1, random.nextInt(8) == 0, ":status", "10" + random.nextInt(9));
      case 1 -> server.frame(DATA, random.nextInt(16), 1, payload);
      case 2 -> server.frame(random.nextInt(12), random.nextInt(64), random.nextInt(4), payload);
      case 3 -> server.frame(HEADERS, END_HEADERS, 1, payload);
      case 4 -> {
        byte[] block = server.block(":status", "200", "a", "b");
        block[random.nextInt(block.length)] = (byte) random.nextInt();
        server.frame(HEADERS, END_HEADERS, 1, Arrays.copyOf(block, random.nextInt(20)));
      }
      default -> server.number(WINDOW_UPDATE, random.nextInt(2), random.nextInt());
    }
  }
}
