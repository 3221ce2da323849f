package nova.agent.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Random;
import java.util.stream.Stream;
import nova.agent.upstream.Rig.Answer;
import nova.agent.upstream.Rig.Ask;
import nova.agent.upstream.UpstreamEvents.Breach;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer is read as its server meant it, or not at all; nothing of one gets into another. */
class Http1StrictnessTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
  private static Rig rig;

  @BeforeAll
  static void start() throws IOException {
    rig = new Rig();
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  record Case(String name, String said, Breach wanted) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case head(String name, String said) {
    return new Case(name, said, Breach.BAD_ANSWER);
  }

  private static Case body(String name, String said) {
    return new Case(name, said, Breach.CUT);
  }

  static Stream<Case> heads() {
    return Stream.of(
        head("nothing but noise", "hello\r\n\r\n"),
        head("an empty line first", "\r\n" + OK + "\r\n"),
        head("HTTP/0.9", "<html>hello</html>\r\n\r\n"),
        head("HTTP/2 in text", "HTTP/2 200 OK\r\n\r\n"),
        head("HTTP/1.2", "HTTP/1.2 200 OK\r\n\r\n"),
        head("HTTP/1.10", "HTTP/1.10 200 OK\r\n\r\n"),
        head("a small http", "http/1.1 200 OK\r\n\r\n"),
        head("no version", "200 OK\r\n\r\n"),
        head("two blanks before the status", "HTTP/1.1  200 OK\r\n\r\n"),
        head("a tab before the status", "HTTP/1.1\t200 OK\r\n\r\n"),
        head("a status of two digits", "HTTP/1.1 20 OK\r\n\r\n"),
        head("a status of four digits", "HTTP/1.1 2000 OK\r\n\r\n"),
        head("a status of letters", "HTTP/1.1 2OO OK\r\n\r\n"),
        head("a negative status", "HTTP/1.1 -20 OK\r\n\r\n"),
        head("status 099", "HTTP/1.1 099 OK\r\n\r\n"),
        head("status 600", "HTTP/1.1 600 OK\r\n\r\n"),
        head("status 000", "HTTP/1.1 000 OK\r\n\r\n"),
        head("no blank behind the status", "HTTP/1.1 200OK\r\n\r\n"),
        head("a reason with NUL", "HTTP/1.1 200 O\0K\r\n\r\n"),
        head("a reason with CR", "HTTP/1.1 200 O\rK\r\n\r\n"),
        head("bare LF", "HTTP/1.1 200 OK\nA: b\n\n"),
        head("bare LF behind a field", OK + "A: b\n\r\n"),
        head("bare CR in a value", OK + "A: b\rc\r\n\r\n"),
        head("NUL in a value", OK + "A: b\0c\r\n\r\n"),
        head("a bell in a value", OK + "A: b\7c\r\n\r\n"),
        head("DEL in a value", OK + "A: b\177c\r\n\r\n"),
        head("a folded field", OK + "A: b\r\n c\r\n\r\n"),
        head("a first field that is folded", OK + " A: b\r\n\r\n"),
        head("a blank before the colon", OK + "A : b\r\n\r\n"),
        head("no colon", OK + "A\r\n\r\n"),
        head("no name", OK + ": b\r\n\r\n"),
        head("a name in brackets", OK + "[A]: b\r\n\r\n"),
        head("a name with NUL", OK + "A\0: b\r\n\r\n"),
        head("a name beyond ASCII", OK + "\u00e4: b\r\n\r\n"),
        head("both lengths", OK + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"),
        head(
            "both lengths the other way round",
            OK + "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n"),
        head("two lengths", OK + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n12"),
        head("a list of lengths", OK + "Content-Length: 1, 1\r\n\r\n1"),
        head("a negative length", OK + "Content-Length: -1\r\n\r\n"),
        head("a length with a sign", OK + "Content-Length: +1\r\n\r\n1"),
        head("a length in hexadecimal", OK + "Content-Length: 0x1\r\n\r\n1"),
        head("a length with a blank inside", OK + "Content-Length: 1 1\r\n\r\n1"),
        head("an empty length", OK + "Content-Length:\r\n\r\n"),
        head("a length of 19 digits", OK + "Content-Length: 9999999999999999999\r\n\r\n"),
        head("another coding", OK + "Transfer-Encoding: gzip\r\n\r\n"),
        head("a coding on top of chunks", OK + "Transfer-Encoding: gzip, chunked\r\n\r\n"),
        head("chunked twice", OK + "Transfer-Encoding: chunked, chunked\r\n\r\n"),
        head(
            "chunked in two fields",
            OK + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"),
        head("chunked with a parameter", OK + "Transfer-Encoding: chunked;a=b\r\n\r\n"),
        head("identity", OK + "Transfer-Encoding: identity\r\n\r\n"),
        head("an empty coding", OK + "Transfer-Encoding:\r\n\r\n"),
        head("chunks in HTTP/1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
        head("a head that ends early", OK + "A: b\r\n"),
        head("only interim answers", "HTTP/1.1 100 Continue\r\n\r\n"),
        head("a head of 64 KiB", OK + "A: " + "b".repeat(65_600) + "\r\n\r\n"),
        head("1,001 fields", OK + "A: b\r\n".repeat(1001) + "\r\n"));
  }

  static Stream<Case> bodies() {
    return Stream.of(
        body("a length not reached", OK + "Content-Length: 9\r\n\r\nhello"),
        body("chunks without an end", CHUNKED + "5\r\nhello\r\n"),
        body("a chunk cut short", CHUNKED + "5\r\nhel"),
        body("no last line", CHUNKED + "5\r\nhello\r\n0\r\n"),
        body("no size", CHUNKED + "\r\nhello\r\n0\r\n\r\n"),
        body("a size with a sign", CHUNKED + "+5\r\nhello\r\n0\r\n\r\n"),
        body("a negative size", CHUNKED + "-5\r\nhello\r\n0\r\n\r\n"),
        body("a size with a prefix", CHUNKED + "0x5\r\nhello\r\n0\r\n\r\n"),
        body("a size with a blank before it", CHUNKED + " 5\r\nhello\r\n0\r\n\r\n"),
        body("a size with a blank behind it", CHUNKED + "5 \r\nhello\r\n0\r\n\r\n"),
        body("a size of 16 digits", CHUNKED + "1000000000000000\r\nhello"),
        body("a size ended by LF", CHUNKED + "5\nhello\r\n0\r\n\r\n"),
        body("a chunk longer than its size", CHUNKED + "4\r\nhello\r\n0\r\n\r\n"),
        body("a chunk ended by LF", CHUNKED + "5\r\nhello\n0\r\n\r\n"),
        body("an extension with NUL", CHUNKED + "5;a=\0\r\nhello\r\n0\r\n\r\n"),
        body("an extension without end", CHUNKED + "5;" + "a".repeat(300) + "\r\nhello"),
        body("a trailer without colon", CHUNKED + "5\r\nhello\r\n0\r\nA\r\n\r\n"),
        body("a folded trailer", CHUNKED + "5\r\nhello\r\n0\r\nA: b\r\n c\r\n\r\n"),
        body("a trailer with NUL", CHUNKED + "5\r\nhello\r\n0\r\nA: \0\r\n\r\n"),
        body("trailers without end", CHUNKED + "0\r\nA: " + "b".repeat(9000) + "\r\n\r\n"));
  }

  @ParameterizedTest
  @MethodSource({"heads", "bodies"})
  void a_broken_rule_is_no_answer(Case broken) throws IOException {
    RawServer.Script script =
        talk -> {
          talk.head();
          talk.say(broken.said());
        };
    try (RawServer server = new RawServer(script)) {
      Endpoint endpoint = server.endpoint();
      Answer answer = rig.get(endpoint);
      assertThat(answer.breach()).isEqualTo(broken.wanted());
      assertThat("hello").startsWith(answer.text());
      assertThat(endpoint.connections()).isZero();
    }
  }

  static Stream<Case> strangeButInOrder() {
    return Stream.of(
        body("no reason", "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok"),
        body("an empty reason", "HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\nok"),
        body("a reason beyond ASCII", "HTTP/1.1 200 \u00e4\r\nContent-Length: 2\r\n\r\nok"),
        body("the same length twice", OK + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nok"),
        body("blanks around a value", OK + "Content-Length: \t 2 \t\r\n\r\nok"),
        body("no blank before a value", OK + "Content-Length:2\r\n\r\nok"),
        body("an empty value", OK + "A:\r\nContent-Length: 2\r\n\r\nok"),
        body(
            "chunked in upper case", OK + "Transfer-Encoding: CHUNKED\r\n\r\n2\r\nok\r\n0\r\n\r\n"),
        body("leading zeros of a size", CHUNKED + "0002\r\nok\r\n0\r\n\r\n"),
        body("an extension", CHUNKED + "2;a=\"b\"\r\nok\r\n0;c\r\n\r\n"),
        body("a body up to the end", OK + "\r\nok"),
        body("HTTP/1.0 up to the end", "HTTP/1.0 200 OK\r\n\r\nok"));
  }

  @ParameterizedTest
  @MethodSource("strangeButInOrder")
  void what_is_only_strange_is_understood(Case strange) throws IOException {
    RawServer.Script script =
        talk -> {
          talk.head();
          for (char each : strange.said().toCharArray()) {
            talk.say(String.valueOf(each)); // in as many pieces as there can be
          }
        };
    try (RawServer server = new RawServer(script)) {
      Answer answer = rig.get(server.endpoint());
      assertThat(answer.breach()).isNull();
      assertThat(answer.text()).isEqualTo("ok");
    }
  }

  @Test
  void nothing_follows_an_answer_that_has_no_body() throws IOException {
    String more = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";
    String[] answers = {
      "HTTP/1.1 204 No Content\r\n\r\n",
      "HTTP/1.1 204 No Content\r\nContent-Length: 44\r\n\r\n",
      "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n",
      "HTTP/1.1 304 Not Modified\r\nContent-Length: 44\r\n\r\n",
      OK + "Content-Length: 0\r\n\r\n",
      OK + "Content-Length: 44\r\n\r\n"
    };
    for (int i = 0; i < answers.length; i++) {
      String said = answers[i];
      Ask ask = new Ask(i == 5 ? "HEAD" : "GET", "/", Ask.get("/").headers(), 0);
      RawServer.Script script =
          talk -> {
            talk.head();
            talk.say(said + more);
            talk.in.readAllBytes();
          };
      try (RawServer server = new RawServer(script)) {
        Endpoint endpoint = server.endpoint();
        Answer answer = rig.ask(endpoint, ask, "");
        assertThat(answer.text()).as(said).isEmpty();
        await().until(() -> endpoint.connections() == 0);
      }
    }
  }

  @Test
  void bytes_that_come_unasked_end_an_idle_connection() throws IOException {
    RawServer.Script script =
        talk -> {
          talk.head();
          talk.say(OK + "Content-Length: 2\r\n\r\nok");
          talk.in.readNBytes(0);
          talk.say(OK + "Content-Length: 4\r\n\r\nevil");
          talk.in.readAllBytes();
        };
    try (RawServer server = new RawServer(script)) {
      Endpoint endpoint = server.endpoint();
      assertThat(rig.get(endpoint).text()).isEqualTo("ok");
      await().until(() -> endpoint.connections() == 0);
    }
  }

  @Test
  void a_server_that_closes_an_idle_connection_is_noticed_at_once() throws IOException {
    RawServer.Script script =
        talk -> {
          talk.head();
          talk.say(OK + "Content-Length: 2\r\n\r\nok");
        };
    try (RawServer server = new RawServer(script)) {
      Endpoint endpoint = server.endpoint();
      assertThat(rig.get(endpoint).text()).isEqualTo("ok");
      await().until(() -> endpoint.connections() == 0);
      assertThat(rig.get(endpoint).text()).isEqualTo("ok");
    }
  }

  @Test
  void connections_to_a_server_that_is_out_are_closed() throws IOException {
    RawServer.Script script =
        talk -> {
          while (!talk.head().isEmpty()) {
            talk.say(OK + "Content-Length: 2\r\n\r\nok");
          }
        };
    try (RawServer server = new RawServer(script)) {
      Endpoint endpoint = server.endpoint();
      rig.get(endpoint);
      rig.get(endpoint);
      assertThat(server.connections.get()).isEqualTo(1);
      assertThat(endpoint.connections()).isEqualTo(1);
      endpoint.retire(true);
      await().until(() -> endpoint.connections() == 0);
      rig.get(endpoint);
      await().until(() -> endpoint.connections() == 0);
    }
  }

  @Test
  void trailers_pass_both_ways_without_what_must_come_first() throws IOException {
    StringBuilder asked = new StringBuilder();
    RawServer.Script script =
        talk -> {
          talk.head();
          asked.append(talk.read("2\r\nhi\r\n0\r\nX-Sum: 1\r\n\r\n".length()));
          talk.say(CHUNKED + "2\r\nok\r\n0\r\nX-Sum:  2 \r\nContent-Length: 9\r\nHost: b\r\n\r\n");
        };
    try (RawServer server = new RawServer(script)) {
      Answer answer = new Answer();
      ServerExchange exchange = rig.reach(server.endpoint(), answer);
      rig.on(
          () -> {
            exchange.begin(answer, false);
            exchange.trailers(
                new io.undertow.util.HeaderMap()
                    .put(new io.undertow.util.HttpString("X-Sum"), "1"));
            return exchange.send(
                Ask.post("/", RequestHead.UNKNOWN),
                java.nio.ByteBuffer.wrap(
                    "hi".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)),
                true);
          });
      Rig.await(answer.done);
      assertThat(asked).hasToString("2\r\nhi\r\n0\r\nX-Sum: 1\r\n\r\n");
      assertThat(answer.text()).isEqualTo("ok");
      assertThat(answer.trailers).isNotNull();
      assertThat(answer.trailers.size()).isEqualTo(1);
      assertThat(answer.trailers.getFirst("X-Sum")).isEqualTo("2");
    }
  }

  /**
   * Whatever a server makes of an answer: what is passed on as whole is the true body, and the next
   * exchange gets its own.
   */
  @RepeatedTest(100)
  void noise_never_becomes_a_wrong_answer(RepetitionInfo repetition) throws IOException {
    Random random = new Random(repetition.getCurrentRepetition());
    String[] truth = {
      OK + "Content-Length: 5\r\n\r\nhello", CHUNKED + "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"
    };
    StringBuilder said = new StringBuilder(truth[random.nextInt(2)]);
    int framing = said.indexOf("\r\n\r\n") + 4;
    for (int i = 0; i <= random.nextInt(3); i++) {
      switch (random.nextInt(3)) {
        case 0 -> said.setCharAt(random.nextInt(framing), (char) random.nextInt(256));
        case 1 -> said.insert(random.nextInt(framing), (char) random.nextInt(256));
        default -> said.deleteCharAt(random.nextInt(framing));
      }
    }
    RawServer.Script script =
        talk -> {
          String head = talk.head();
          talk.socket.setSoTimeout(200); // an answer may have become longer than what is said
          talk.say(head.startsWith("GET /second") ? OK + "Content-Length: 2\r\n\r\nok" : said + "");
          if (!talk.head().isEmpty()) {
            talk.say(OK + "Content-Length: 2\r\n\r\nok");
          }
        };
    try (RawServer server = new RawServer(script)) {
      Endpoint endpoint = server.endpoint();
      Answer first = rig.get(endpoint);
      assertThat(first.breach() != null || first.status >= 200).isTrue();
      Answer second = rig.ask(endpoint, Ask.get("/second"), "");
      assertThat(second.breach() == null ? second.text() : "ok").isEqualTo("ok");
    }
  }
}
