package nova.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What two parsers could read in two ways reaches no server. */
class SmugglingTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  private static final String H = "Host: a\r\n";

  static Arguments bad(int status, String name, String raw) {
    return Arguments.of(name, status, raw);
  }

  static Stream<Arguments> attacks() {
    return Stream.of(
        bad(400, "length and coding", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n")),
        bad(400, "two lengths", post("Content-Length: 5\r\nContent-Length: 6\r\n")),
        bad(400, "two equal lengths", post("Content-Length: 5\r\nContent-Length: 5\r\n")),
        bad(400, "signed length", post("Content-Length: +5\r\n")),
        bad(400, "list of lengths", post("Content-Length: 5,5\r\n")),
        bad(400, "length with blank inside", post("Content-Length: 5 5\r\n")),
        bad(400, "hexadecimal length", post("Content-Length: 0x5\r\n")),
        bad(400, "huge length", post("Content-Length: 99999999999999999999\r\n")),
        bad(400, "empty length", post("Content-Length: \r\n")),
        bad(501, "identity coding", post("Transfer-Encoding: identity\r\n")),
        bad(501, "xchunked", post("Transfer-Encoding: xchunked\r\n")),
        bad(501, "gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n")),
        bad(501, "quoted chunked", post("Transfer-Encoding: \"chunked\"\r\n")),
        bad(
            400,
            "coding twice",
            post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n")),
        bad(400, "vertical tab in coding", post("Transfer-Encoding: \u000bchunked\r\n")),
        bad(400, "folded coding", post("Transfer-Encoding:\r\n chunked\r\n")),
        bad(400, "blank before colon", post("Transfer-Encoding : chunked\r\n")),
        bad(400, "underscore twin", post("Content_Length: 5\r\n")),
        bad(400, "coding in 1.0", "POST / HTTP/1.0\r\n" + H + "Transfer-Encoding: chunked\r\n\r\n"),
        bad(400, "folded field", get("X: a\r\n b\r\n")),
        bad(400, "bare LF in field", get("X: a\nY: b\r\n")),
        bad(400, "bare LF everywhere", "GET / HTTP/1.1\nHost: a\n\n"),
        bad(400, "bare CR in value", get("X: a\rb\r\n")),
        bad(400, "NUL in value", get("X: a\u0000b\r\n")),
        bad(400, "DEL in value", get("X: a\u007fb\r\n")),
        bad(400, "bracket in name", get("X[: a\r\n")),
        bad(400, "blank in name", get("X Y: a\r\n")),
        bad(400, "no colon", get("Xyz\r\n")),
        bad(400, "empty name", get(": a\r\n")),
        bad(400, "no host", "GET / HTTP/1.1\r\nX: y\r\n\r\n"),
        bad(400, "two hosts", get("Host: b\r\n")),
        bad(400, "host with path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
        bad(400, "host with user", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n"),
        bad(400, "host with two", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"),
        bad(400, "blank in target", "GET /a b HTTP/1.1\r\n" + H + "\r\n"),
        bad(400, "fragment", "GET /a#b HTTP/1.1\r\n" + H + "\r\n"),
        bad(400, "two blanks", "GET  / HTTP/1.1\r\n" + H + "\r\n"),
        bad(400, "no version", "GET /\r\n" + H + "\r\n"),
        bad(505, "version 2", "GET / HTTP/2.0\r\n" + H + "\r\n"),
        bad(400, "lower-case version", "GET / http/1.1\r\n" + H + "\r\n"),
        bad(501, "CONNECT", "CONNECT a:80 HTTP/1.1\r\n" + H + "\r\n"),
        bad(405, "TRACE", "TRACE / HTTP/1.1\r\nConnection: close\r\n" + H + "\r\n"),
        bad(400, "relative target", "GET a HTTP/1.1\r\n" + H + "\r\n"),
        bad(414, "long target", "GET /" + "a".repeat(9000) + " HTTP/1.1\r\n" + H + "\r\n"),
        bad(431, "long header", get("X: " + "a".repeat(9000) + "\r\n")),
        bad(431, "many headers", get("X: a\r\n".repeat(101))),
        bad(
            400,
            "coding before length",
            post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n")),
        bad(400, "blank before the colon of a length", post("Content-Length : 5\r\n")),
        bad(501, "chunked twice in a list", post("Transfer-Encoding: chunked, chunked\r\n")),
        bad(501, "chunked with a parameter", post("Transfer-Encoding: chunked;a=b\r\n")),
        bad(501, "chunked before another", post("Transfer-Encoding: chunked, identity\r\n")),
        bad(400, "empty coding", post("Transfer-Encoding: \r\n")),
        bad(400, "length in another script", post("Content-Length: \u00b2\r\n")),
        bad(400, "blank before the first field", "GET / HTTP/1.1\r\n " + H + "\r\n"),
        bad(400, "two empty lines in front", "\r\n\r\nGET / HTTP/1.1\r\n" + H + "\r\n"),
        bad(400, "blank in front", " GET / HTTP/1.1\r\n" + H + "\r\n"),
        bad(400, "blank behind the version", "GET / HTTP/1.1 \r\n" + H + "\r\n"),
        bad(400, "tab in the request line", "GET\t/\tHTTP/1.1\r\n" + H + "\r\n"),
        bad(400, "version of two digits", "GET / HTTP/1.10\r\n" + H + "\r\n"),
        bad(400, "empty host", "GET / HTTP/1.1\r\nHost: \r\n\r\n"),
        bad(400, "byte beyond ASCII in the target", "GET /\u00e9 HTTP/1.1\r\n" + H + "\r\n"),
        bad(400, "bracket in the method", "G[T / HTTP/1.1\r\n" + H + "\r\n"),
        bad(400, "NUL in the target", "GET /\u0000 HTTP/1.1\r\n" + H + "\r\n"),
        bad(400, "name beyond ASCII", get("X\u00e9: a\r\n")));
  }

  private static String get(String fields) {
    return "GET / HTTP/1.1\r\n" + H + fields + "\r\n";
  }

  private static String post(String fields) {
    return "POST / HTTP/1.1\r\n"
        + H
        + fields
        + "\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n"
        + H
        + "\r\n";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void is_refused_and_the_connection_closed(String name, int status, String raw)
      throws IOException {
    try (ScriptedServer server = ScriptedServer.always(OK);
        Node node = new Node(server.port()).started()) {
      String answer = node.exchange(raw);
      assertThat(answer).startsWith("HTTP/1.1 " + status).contains("Connection: close");
      assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(2);
      assertThat(server.heads).isEmpty();
    }
  }

  static Stream<Arguments> chunks() {
    return Stream.of(
            "-1",
            "0x5",
            " 5",
            "5 ",
            "g",
            "fffffffffffffffff",
            "",
            "5\n",
            "5;a\u0000b",
            "+5",
            "5;a\rb",
            "00000000000000005")
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("chunks")
  void a_bad_chunk_size_is_refused(String size) throws IOException {
    try (ScriptedServer server = ScriptedServer.always(OK);
        Node node = new Node(server.port()).started()) {
      String answer =
          node.exchange(
              "POST / HTTP/1.1\r\n"
                  + H
                  + "Transfer-Encoding: chunked\r\n\r\n"
                  + size
                  + "\r\nhello\r\n0\r\n\r\n");
      assertThat(answer).startsWith("HTTP/1.1 400");
    }
  }
}
