package nova.agent.pipeline;

import static nova.agent.pipeline.FrameVisitor.RST_STREAM;
import static nova.agent.pipeline.FrameVisitor.WINDOW_UPDATE;
import static nova.agent.pipeline.FrameVisitor.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Bodies, windows, and the end of connections over HTTP/2. */
class Http2TrafficTest {
  private static final String CHUNKED =
      """
      HTTP/1.1 200 OK\r
      Transfer-Encoding: chunked\r
      Trailer: X-Sum\r
      \r
      2\r
      ok\r
      0\r
      X-Sum: 6\r
      \r
      """;

  private static boolean heard(FrameVisitor visitor, String event) throws IOException {
    boolean heard = visitor.hears(event);
    assertThat(heard).as(visitor.seen.toString()).isTrue();
    return heard;
  }

  @Test
  void a_download_stays_within_the_window_of_its_stream() throws IOException {
    try (EchoServer server = new EchoServer();
        Node node = new Node(server.port()).started();
        FrameVisitor visitor = FrameVisitor.on(node.port()).withoutUpdates()) {
      visitor.setting(4, 10).post(1, "/").data(1, true, "0123456789abcdefghij");
      heard(visitor, "1: 200");
      visitor.get(3, "/");
      heard(visitor, "3 is over"); // another stream is not held up
      assertThat(visitor.body(1)).isEqualTo("0123456789");
      visitor.number(WINDOW_UPDATE, 1, 3).get(5, "/");
      heard(visitor, "5 is over");
      assertThat(visitor.body(1)).isEqualTo("0123456789abc");
      visitor.setting(4, 1000); // widens the open stream too
      heard(visitor, "1 is over");
      assertThat(visitor.body(1)).isEqualTo("0123456789abcdefghij");
    }
  }

  @Test
  void all_streams_together_stay_within_the_window_of_the_connection() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.always(
                "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(100_000));
        Node node = new Node(server.port()).started();
        FrameVisitor visitor = FrameVisitor.on(node.port()).withoutUpdates()) {
      visitor.setting(4, 1 << 20).get(1, "/").get(3, "/");
      heard(visitor, "1: 200");
      heard(visitor, "3: 200");
      assertThat(visitor.hearsNothingFor(300)).isTrue();
      assertThat(visitor.body(1).length() + visitor.body(3).length()).isEqualTo(65_535);
      visitor.number(WINDOW_UPDATE, 0, 1 << 20);
      heard(visitor, "1 is over");
      heard(visitor, "3 is over");
      assertThat(visitor.body(1).length() + visitor.body(3).length()).isEqualTo(200_000);
    }
  }

  @Test
  void a_cut_download_is_finished_by_the_other_server() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    try (ScriptedServer dying = ResumeTest.files("\"v1\"", ResumeTest.SIZE / 2, asked);
        ScriptedServer whole = ResumeTest.files("\"v1\"", ResumeTest.SIZE, asked);
        Node node = new Node(dying.port(), whole.port()).started();
        FrameVisitor visitor = FrameVisitor.on(node.port())) {
      for (int stream = 1; stream < 9; stream += 2) {
        visitor.get(stream, "/file");
      }
      for (int stream = 1; stream < 9; stream += 2) {
        heard(visitor, stream + " is over");
        byte[] got = visitor.bytes(stream);
        assertThat(Arrays.equals(got, ResumeTest.FILE)).isTrue();
      }
      assertThat(asked).anyMatch(head -> head.contains("If-Range: \"v1\""));
    }
  }

  @Test
  void an_answer_before_the_body_is_whole_ends_the_stream_and_not_the_connection()
      throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  talk.head();
                  talk.say("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno");
                });
        Node node = new Node(server.port()).started();
        FrameVisitor visitor = FrameVisitor.on(node.port())) {
      visitor.post(1, "/").data(1, false, "first part");
      heard(visitor, "1 is over");
      heard(visitor, "reset 1 NO_ERROR");
      assertThat(visitor.seen).contains("1: 413");
      visitor.data(1, true, "was on its way").get(3, "/");
      heard(visitor, "3 is over");
    }
  }

  @Test
  void trailers_pass_both_ways() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  talk.head();
                  String body = "";
                  while (!body.endsWith("\r\n\r\n")) {
                    body += (char) talk.in.read();
                  }
                  talk.heads.add(body);
                  talk.say(CHUNKED);
                  talk.head();
                });
        Node node = new Node(server.port()).started();
        FrameVisitor visitor = FrameVisitor.on(node.port())) {
      String[] fields = Arrays.copyOf(request("POST", "/"), 10);
      fields[8] = "te";
      fields[9] = "trailers";
      visitor.headers(1, false, fields).data(1, false, "abc").headers(1, true, "x-count", "3");
      heard(visitor, "1 is over");
      assertThat(visitor.body(1)).isEqualTo("ok");
      assertThat(visitor.fields).contains("1 x-sum: 6");
      assertThat(server.heads.get(1)).isEqualToIgnoringCase("3\r\nabc\r\n0\r\nx-count: 3\r\n\r\n");
    }
  }

  @Test
  void who_waits_for_100_gets_it() throws IOException {
    try (EchoServer server = new EchoServer();
        Node node = new Node(server.port()).started();
        FrameVisitor visitor = FrameVisitor.on(node.port())) {
      String[] fields = Arrays.copyOf(request("POST", "/"), 10);
      fields[8] = "expect";
      fields[9] = "100-continue";
      visitor.headers(1, false, fields);
      heard(visitor, "1: 100");
      visitor.data(1, true, "body");
      heard(visitor, "1 is over");
      assertThat(visitor.body(1)).isEqualTo("body");
    }
  }

  @Test
  void a_request_taken_back_is_taken_back_from_its_server() throws Exception {
    CompletableFuture<Integer> end = new CompletableFuture<>();
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  talk.head();
                  end.complete(talk.in.read());
                });
        Node node = new Node(server.port()).started();
        FrameVisitor visitor = FrameVisitor.on(node.port()).get(1, "/")) {
      org.awaitility.Awaitility.await().until(() -> !server.heads.isEmpty());
      visitor.number(RST_STREAM, 1, 8);
      assertThat(end.get(5, TimeUnit.SECONDS)).isEqualTo(-1);
    }
  }

  @Test
  void a_drain_says_so_finishes_what_was_asked_and_hangs_up() throws Exception {
    try (EchoServer server = new EchoServer();
        Node node = new Node(server.port()).started();
        FrameVisitor visitor = FrameVisitor.on(node.port())) {
      visitor.get(1, "/");
      heard(visitor, "1 is over");
      visitor.post(3, "/").data(3, false, "begun and ");
      visitor.get(5, "/");
      heard(visitor, "5 is over"); // so the other has arrived
      CompletableFuture<Boolean> drained =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return node.plane.drain(Duration.ofSeconds(8));
                } catch (InterruptedException stopped) {
                  return false;
                }
              });
      heard(visitor, "away after " + Integer.MAX_VALUE);
      visitor.get(7, "/"); // was on its way
      heard(visitor, "7 is over");
      heard(visitor, "away after 7");
      visitor.data(3, true, "ended");
      heard(visitor, "3 is over");
      assertThat(visitor.body(3)).isEqualTo("begun and ended");
      heard(visitor, "end");
      assertThat(drained.get(8, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void a_changed_config_moves_nobody_and_a_new_protocol_asks_them_to_come_again()
      throws IOException {
    try (EchoServer server = new EchoServer();
        Node node = new Node(server.port()).started();
        FrameVisitor visitor = FrameVisitor.on(node.port())) {
      visitor.get(1, "/");
      heard(visitor, "1 is over");
      node.started(); // the same again
      visitor.get(3, "/");
      heard(visitor, "3 is over");
      node.adc.setListeners(0, node.adc.getListeners(0).toBuilder().setHttp2Off(true));
      node.started();
      heard(visitor, "away NO_ERROR");
      heard(visitor, "end");
      assertThat(node.exchange(FrameVisitor.PREFACE)).startsWith("HTTP/1.1 505");
    }
  }
}
