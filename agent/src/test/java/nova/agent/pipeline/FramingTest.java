package nova.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Bodies end where they should, on both sides, or the connection is cut. */
class FramingTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String GET_CLOSE = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

  private static String served(String answer, String request) throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  talk.head();
                  talk.say(answer);
                });
        Node node = new Node(server.port()).started()) {
      return node.exchange(request);
    }
  }

  @Test
  void a_chunked_answer_arrives_whole() throws IOException {
    String chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: v\r\n\r\n";
    assertThat(served(chunked, GET_CLOSE)).contains("abcde".substring(0, 3)).contains("de");
    assertThat(served(chunked, "GET / HTTP/1.0\r\n\r\n"))
        .endsWith("\r\n\r\nabcde")
        .doesNotContain("chunked");
  }

  @Test
  void an_answer_without_length_gets_an_end_that_can_be_told_from_a_cut() throws IOException {
    String answer = "HTTP/1.0 200 OK\r\n\r\nabc";
    assertThat(served(answer, GET_CLOSE)).endsWith("\r\n3\r\nabc\r\n0\r\n\r\n");
    assertThat(served(answer, "GET / HTTP/1.0\r\n\r\n")).endsWith("\r\n\r\nabc");
  }

  @Test
  void a_cut_answer_is_never_passed_off_as_whole() throws IOException {
    String cut = served("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", GET);
    assertThat(cut).doesNotContain("\r\n0\r\n\r\n");
    assertThat(served("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello", GET))
        .contains("Content-Length: 9");
  }

  @Test
  void answers_without_a_body_leave_the_connection_usable() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  talk.head();
                  talk.say("HTTP/1.1 204 No Content\r\n\r\n");
                  talk.head();
                  talk.say("HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n");
                  talk.head();
                  talk.say("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n");
                  talk.head();
                  talk.say("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n");
                  talk.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
                });
        Node node = new Node(server.port()).started();
        RawVisitor visitor = node.visitor()) {
      assertThat(visitor.say(GET).head()).startsWith("HTTP/1.1 204");
      assertThat(visitor.say(GET).head()).startsWith("HTTP/1.1 304");
      assertThat(visitor.say(GET.replace("GET", "HEAD")).head()).contains("Content-Length: 7");
      assertThat(visitor.say(GET).head()).startsWith("HTTP/1.1 103");
      assertThat(visitor.head()).startsWith("HTTP/1.1 200");
      assertThat(visitor.read(2)).isEqualTo("hi");
      assertThat(server.connections.get()).isEqualTo(1);
    }
  }

  @Test
  void a_malformed_answer_is_a_502() throws IOException {
    for (String bad :
        new String[] {
          "HTTP/2 200 OK\r\n\r\n",
          "HTTP/1.1 20 OK\r\n\r\n",
          "garbage\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
          "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n",
          "HTTP/1.1 200 OK\r\nA : b\r\n\r\n",
          "HTTP/1.1 200 OK\nA: b\n\n",
          "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
          "HTTP/1.1 200 OK\r\nA: b",
        }) {
      assertThat(served(bad, GET_CLOSE)).as(bad).startsWith("HTTP/1.1 502");
    }
  }

  @Test
  void request_bodies_pass_in_both_codings() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  String head = talk.head();
                  int length = head.contains("chunked") ? "5\r\nhello\r\n0\r\n\r\n".length() : 5;
                  String body =
                      new String(
                          talk.in.readNBytes(length), java.nio.charset.StandardCharsets.ISO_8859_1);
                  talk.say(
                      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: "
                          + body.length()
                          + "\r\n\r\n"
                          + body);
                });
        Node node = new Node(server.port()).started()) {
      assertThat(
              node.exchange(
                  "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello"))
          .endsWith("\r\n\r\nhello");
      assertThat(
              node.exchange(
                  "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"))
          .contains("\r\nhello\r\n0\r\n\r\n");
      assertThat(
              node.exchange(
                  "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello"))
          .endsWith("\r\n\r\nhello");
    }
  }

  @Test
  void a_100_continue_is_answered_before_the_body() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  talk.head();
                  talk.in.readNBytes(2);
                  talk.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                });
        Node node = new Node(server.port()).started();
        RawVisitor visitor = node.visitor()) {
      visitor.say("PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      assertThat(visitor.head()).startsWith("HTTP/1.1 100");
      assertThat(visitor.say("xy").head()).startsWith("HTTP/1.1 200");
      assertThat(visitor.read(2)).isEqualTo("ok");
    }
  }

  @Test
  void an_early_answer_ends_an_upload() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  talk.head();
                  talk.say("HTTP/1.1 413 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                });
        Node node = new Node(server.port()).started()) {
      assertThat(node.exchange("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc"))
          .startsWith("HTTP/1.1 413")
          .contains("Connection: close");
    }
  }

  @Test
  void a_websocket_passes_both_ways_and_is_counted_at_its_end() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  talk.head();
                  talk.say(
                      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nfirst");
                  talk.say(
                      new String(
                          talk.in.readNBytes(4), java.nio.charset.StandardCharsets.ISO_8859_1));
                });
        Node node = new Node(server.port()).started();
        RawVisitor visitor = node.visitor()) {
      visitor.say("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
      assertThat(visitor.head())
          .startsWith("HTTP/1.1 101")
          .containsIgnoringCase("upgrade: websocket");
      assertThat(visitor.read(5)).isEqualTo("first");
      assertThat(visitor.say("ping").read(4)).isEqualTo("ping");
      visitor.socket.shutdownOutput();
      assertThat(visitor.all()).isEmpty();
      await().until(() -> node.ledger.records() == 1);
      assertThat(node.ledger.of("adc", "default", "s0").rows.getFirst().statusClass()).isEqualTo(1);
    }
  }

  @Test
  void slow_visitors_and_slow_servers_are_given_up() throws IOException {
    try (ScriptedServer server = new ScriptedServer(talk -> talk.in.readAllBytes());
        Node node = new Node(server.port()).started()) {
      assertThat(node.exchange("GET / HTTP/1.1\r\nHost:")).startsWith("HTTP/1.1 408");
      assertThat(node.exchange("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab"))
          .startsWith("HTTP/1.1 408");
      assertThat(node.exchange(GET_CLOSE)).startsWith("HTTP/1.1 504");
    }
  }

  @Test
  void a_body_over_the_limit_is_a_413_also_when_chunked() throws IOException {
    try (ScriptedServer server = new ScriptedServer(talk -> talk.in.readAllBytes());
        Node node = new Node(server.port())) {
      node.adc.setClientLimits(node.adc.getClientLimits().toBuilder().setMaxBodyBytes(4));
      node.started();
      assertThat(node.exchange("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab"))
          .startsWith("HTTP/1.1 413");
      assertThat(
              node.exchange(
                  "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"))
          .startsWith("HTTP/1.1 413");
    }
  }
}
