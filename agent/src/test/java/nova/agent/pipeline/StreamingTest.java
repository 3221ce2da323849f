package nova.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;

/** What comes in pieces goes on in pieces, and what stands behind a body stays behind it. */
class StreamingTest {
  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  @Test
  void every_event_arrives_before_the_next_is_sent() throws IOException, InterruptedException {
    SynchronousQueue<String> events = new SynchronousQueue<>();
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  talk.head();
                  talk.say(CHUNKED);
                  try {
                    for (String event = events.take(); !event.isEmpty(); event = events.take()) {
                      talk.say(chunk(event));
                    }
                  } catch (InterruptedException stopped) {
                    return;
                  }
                  talk.say("0\r\n\r\n");
                });
        Node node = new Node(server.port()).started();
        RawVisitor visitor = node.visitor()) {
      visitor.say("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(visitor.head()).contains("text/event-stream"); // before there is any event
      for (int i = 0; i < 3; i++) {
        String event = "data: " + i + "\n\n";
        events.put(event);
        assertThat(visitor.read(chunk(event).length())).isEqualTo(chunk(event));
      }
      events.put("");
      assertThat(visitor.read(5)).isEqualTo("0\r\n\r\n");
    }
  }

  @Test
  void trailers_of_an_answer_reach_the_visitor_who_asked_for_them() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.always(
                CHUNKED.replace("\r\n\r\n", "\r\nTrailer: X-Sum\r\n\r\n")
                    + chunk("hello")
                    + "0\r\nX-Sum: 42\r\n\r\n");
        Node node = new Node(server.port()).started()) {
      assertThat(
              node.exchange(
                  "GET / HTTP/1.1\r\nHost: a\r\nTE: trailers\r\nConnection: TE, close\r\n\r\n"))
          .contains("Trailer: X-Sum")
          .containsIgnoringCase("x-sum: 42\r\n\r\n");
      assertThat(server.heads.getFirst()).contains("TE: trailers\r\n");
      assertThat(node.exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
          .endsWith(chunk("hello") + "0\r\n\r\n");
    }
  }

  @Test
  void trailers_of_a_request_reach_the_server() throws IOException {
    List<String> bodies = new CopyOnWriteArrayList<>();
    String body = "5\r\nhello\r\n0\r\nX-Sum: 42\r\n\r\n";
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  talk.head();
                  bodies.add(
                      new String(
                          talk.in.readNBytes(body.length()),
                          java.nio.charset.StandardCharsets.ISO_8859_1));
                  talk.say("HTTP/1.1 204 No Content\r\n\r\n");
                });
        Node node = new Node(server.port()).started()) {
      assertThat(
              node.exchange(
                  "POST / HTTP/1.1\r\nHost: a\r\nTrailer: X-Sum\r\nConnection: close\r\n"
                      + "Transfer-Encoding: chunked\r\n\r\n"
                      + body))
          .startsWith("HTTP/1.1 204");
      assertThat(bodies).containsExactly(body);
      assertThat(server.heads.getFirst()).contains("Trailer: X-Sum\r\n");
    }
  }

  @Test
  void an_upload_reaches_the_server_while_the_visitor_is_still_at_it() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  talk.head();
                  for (int i = 0; i < 3; i++) {
                    talk.in.readNBytes(4);
                    talk.say(i == 0 ? CHUNKED + chunk("got it") : chunk("got it"));
                  }
                  talk.say("0\r\n\r\n");
                });
        Node node = new Node(server.port()).started();
        RawVisitor visitor = node.visitor()) {
      visitor.say("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\n\r\n");
      visitor.say("one.");
      assertThat(visitor.head()).startsWith("HTTP/1.1 200");
      for (String part : new String[] {"two.", "tri.", ""}) {
        assertThat(visitor.read(11)).isEqualTo(chunk("got it"));
        visitor.say(part);
      }
      assertThat(visitor.read(5)).isEqualTo("0\r\n\r\n");
    }
  }
}
