package nova.agent.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import java.util.stream.Stream;
import nova.link.v1.Listener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Visitors behind somebody who speaks PROXY protocol to this node. */
class ProxiedTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
  private static ScriptedServer server;
  private static Node node;

  @BeforeAll
  static void start() throws IOException {
    server = ScriptedServer.always("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
    node = new Node(server.port());
    node.adc.setListeners(
        0,
        Listener.newBuilder()
            .setAddress("127.0.0.1")
            .setProtocol(Listener.Protocol.HTTP)
            .setProxyProtocol(true));
    node.started();
  }

  @AfterAll
  static void stop() throws IOException {
    node.close();
    server.close();
  }

  private static String binary(String hex) {
    return new String(HexFormat.of().parseHex(SIGNATURE + hex.replace(" ", "")), ISO_8859_1);
  }

  static Stream<Arguments> headers() {
    String v6 = "20010db8000000000000000000000001";
    return Stream.of(
        Arguments.of("PROXY TCP4 192.0.2.7 198.51.100.1 56324 443\r\n", "192.0.2.7"),
        Arguments.of("PROXY TCP6 2001:db8::1 2001:db8::2 1 65535\r\n", "2001:db8:0:0:0:0:0:1"),
        Arguments.of("PROXY UNKNOWN\r\n", "127.0.0.1"),
        Arguments.of("PROXY UNKNOWN anything at all\r\n", "127.0.0.1"),
        Arguments.of(binary("21 11 000c c0000207 c6336401 dc04 01bb"), "192.0.2.7"),
        Arguments.of(binary("21 21 0024" + v6 + v6 + "0001 0002"), "2001:db8:0:0:0:0:0:1"),
        Arguments.of(
            binary("21 11 0015 c0000207 c6336401 dc04 01bb 01 0002 6832 04 0001 00"), "192.0.2.7"),
        Arguments.of(binary("20 00 0000"), "127.0.0.1"),
        Arguments.of(binary("20 11 000c c0000207 c6336401 dc04 01bb"), "127.0.0.1"),
        Arguments.of(binary("21 31 0003 aabbcc"), "127.0.0.1"));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void the_server_hears_where_the_visitor_is(String header, String visitor) throws IOException {
    server.heads.clear();
    assertThat(node.exchange(header + GET)).startsWith("HTTP/1.1 200").endsWith("hello");
    assertThat(server.heads.getFirst()).contains("X-Forwarded-For: " + visitor + "\r\n");
  }

  @ParameterizedTest
  @MethodSource("headers")
  void a_header_may_come_byte_by_byte(String header, String visitor) throws IOException {
    server.heads.clear();
    try (RawVisitor slow = node.visitor()) {
      slow.socket.setTcpNoDelay(true);
      for (int i = 0; i < header.length(); i++) {
        slow.say(header.substring(i, i + 1));
      }
      assertThat(slow.say(GET).all()).endsWith("hello");
    }
    assertThat(server.heads.getFirst()).contains("X-Forwarded-For: " + visitor + "\r\n");
  }

  static Stream<String> broken() {
    return Stream.of(
        GET,
        "PROXY\r\n",
        "PROXY \r\n",
        "PROXY TCP4\r\n",
        "PROXY TCP5 192.0.2.7 198.51.100.1 1 2\r\n",
        "proxy TCP4 192.0.2.7 198.51.100.1 1 2\r\n",
        "PROXY  TCP4 192.0.2.7 198.51.100.1 1 2\r\n",
        "PROXY TCP4 192.0.2.7 198.51.100.1 1 2 \r\n",
        "PROXY TCP4 192.0.2.7 198.51.100.1 1 2\n",
        "PROXY TCP4 192.0.2.7 198.51.100.1 01 2\r\n",
        "PROXY TCP4 192.0.2.7 198.51.100.1 1 65536\r\n",
        "PROXY TCP4 192.0.2.7 198.51.100.1 -1 2\r\n",
        "PROXY TCP4 192.0.2.007 198.51.100.1 1 2\r\n",
        "PROXY TCP4 192.0.2.256 198.51.100.1 1 2\r\n",
        "PROXY TCP4 192.0.7 198.51.100.1 1 2\r\n",
        "PROXY TCP4 192.0.2.7. 198.51.100.1 1 2\r\n",
        "PROXY TCP4 2001:db8::1 2001:db8::2 1 2\r\n",
        "PROXY TCP6 192.0.2.7 198.51.100.1x 1 2\r\n",
        "PROXY TCP6 example.org 2001:db8::2 1 2\r\n",
        "PROXY UNKNOWN" + " ".repeat(100) + "\r\n",
        binary("31 11 000c c0000207 c6336401 dc04 01bb"),
        binary("22 11 000c c0000207 c6336401 dc04 01bb"),
        binary("21 41 000c c0000207 c6336401 dc04 01bb"),
        binary("21 13 000c c0000207 c6336401 dc04 01bb"),
        binary("21 11 000b c0000207 c6336401 dc04 01"),
        binary("21 21 000c c0000207 c6336401 dc04 01bb"),
        binary("21 11 000e c0000207 c6336401 dc04 01bb 0100"),
        binary("21 11 000f c0000207 c6336401 dc04 01bb 01 0009"),
        binary("21 11 ffff c0000207 c6336401 dc04 01bb"),
        binary("").replace("QUIT", "QUIX"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void what_is_no_flawless_header_ends_the_connection(String header) throws IOException {
    server.heads.clear();
    assertThat(node.exchange(header + GET)).isIn("", "<reset>");
    assertThat(server.heads).isEmpty();
  }

  @Test
  void half_a_header_is_waited_for_no_longer_than_a_request_header() throws IOException {
    long start = System.nanoTime();
    assertThat(node.exchange("PROXY TCP4 192.0.2.7")).isIn("", "<reset>");
    assertThat(System.nanoTime() - start).isLessThan(4_000_000_000L);
  }

  @Test
  void a_header_that_nobody_asked_for_is_no_request() throws IOException {
    try (Node plain = new Node(server.port()).started()) {
      String answer = plain.exchange("PROXY TCP4 192.0.2.7 198.51.100.1 1 2\r\n" + GET);
      assertThat(answer).startsWith("HTTP/1.1 400");
    }
  }
}
