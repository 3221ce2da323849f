package nova.agent.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import nova.agent.upstream.Rig.Answer;
import nova.agent.upstream.Rig.Ask;
import nova.agent.upstream.UpstreamEvents.Breach;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Streams share connections, keep out of each other's way, and end as they should. */
class Http2Test {
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

  /** Sends a request whose body is not complete yet, or is. */
  private static ServerExchange send(Endpoint endpoint, Answer answer, Ask ask, boolean last) {
    ServerExchange exchange = rig.reach(endpoint, answer);
    rig.on(
        () -> {
          exchange.begin(answer, ask.method().equals("HEAD"));
          return exchange.send(ask, ByteBuffer.allocate(0), last);
        });
    return exchange;
  }

  private static void send(ServerExchange exchange, String text, boolean last) {
    rig.on(() -> exchange.send(ByteBuffer.wrap(text.getBytes(ISO_8859_1)), last));
  }

  @Test
  void a_request_and_its_answer_are_complete() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    RawServer.Script script =
        talk -> {
          RawHttp2 server = RawHttp2.greet(talk);
          RawHttp2.Frame request = server.request();
          seen.addAll(server.fields(request));
          seen.add("ended " + request.last());
          server.headers(1, false, ":status", "100");
          server.headers(1, false, ":status", "200", "content-length", "5", "x-name", "value");
          server.data(1, false, "he");
          server.frame(Http2Frames.DATA, Http2Frames.PADDED, 1, "\2llxx".getBytes(ISO_8859_1));
          server.data(1, true, "o");
          talk.in.readAllBytes();
        };
    try (RawServer server = new RawServer(script)) {
      Answer answer =
          rig.ask(server.endpoint(HTTP2), Ask.get("/path?q").with("X-Asked", "Yes"), "");
      assertThat(answer.breach()).isNull();
      assertThat(answer.status).isEqualTo(200);
      assertThat(answer.interims).isEqualTo(1);
      assertThat(answer.version).isEqualTo("2.0");
      assertThat(answer.length).isEqualTo(5);
      assertThat(answer.fields.getFirst("X-Name")).isEqualTo("value");
      assertThat(answer.text()).isEqualTo("hello");
      assertThat(seen)
          .containsExactly(
              ":method: GET",
              ":scheme: http",
              ":authority: a.example",
              ":path: /path?q",
              "x-asked: Yes",
              "ended true");
    }
  }

  @Test
  void everyone_who_comes_while_it_is_opened_shares_one_connection() throws IOException {
    RawServer.Script script =
        talk -> {
          RawHttp2 server = RawHttp2.greet(talk, Http2Frames.MAX_CONCURRENT_STREAMS, 100);
          for (int i = 0; i < 40; i++) {
            server.headers(server.request().stream(), true, ":status", "204");
          }
          talk.in.readAllBytes();
        };
    try (RawServer server = new RawServer(script)) {
      Endpoint endpoint = server.endpoint(HTTP2);
      List<Answer> answers = new ArrayList<>();
      List<CompletableFuture<ServerExchange>> reaching = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        answers.add(new Answer());
        reaching.add(rig.reaching(endpoint, answers.get(i)));
      }
      for (int i = 0; i < 40; i++) {
        Answer answer = answers.get(i);
        ServerExchange exchange = Rig.await(reaching.get(i));
        rig.on(
            () -> {
              exchange.begin(answer, false);
              return exchange.send(Ask.get("/"), ByteBuffer.allocate(0), true);
            });
      }
      for (Answer answer : answers) {
        assertThat(Rig.await(answer.done).status).isEqualTo(204);
      }
      assertThat(server.connections.get()).isEqualTo(1);
      assertThat(endpoint.connections()).isEqualTo(1);
    }
  }

  @Test
  void where_a_connection_is_full_another_is_opened() throws IOException {
    CountDownLatch bothIn = new CountDownLatch(2);
    RawServer.Script script =
        talk -> {
          RawHttp2 server = RawHttp2.greet(talk, Http2Frames.MAX_CONCURRENT_STREAMS, 1);
          int stream = server.request().stream();
          bothIn.countDown();
          try {
            bothIn.await();
          } catch (InterruptedException stopped) {
            return;
          }
          server.headers(stream, true, ":status", "200");
          talk.in.readAllBytes();
        };
    try (RawServer server = new RawServer(script)) {
      Endpoint endpoint = server.endpoint(HTTP2);
      Answer first = new Answer();
      Answer second = new Answer();
      ServerExchange one = send(endpoint, first, Ask.get("/"), true);
      ServerExchange two = send(endpoint, second, Ask.get("/"), true);
      assertThat(Rig.await(first.done).status + Rig.await(second.done).status).isEqualTo(400);
      assertThat(server.connections.get()).isEqualTo(2);
      rig.on(
          () -> {
            one.release(true, 8);
            two.release(true, 8);
            return true;
          });
      assertThat(rig.reach(endpoint, new Answer()).reused()).isTrue();
    }
  }

  @Test
  void an_upload_waits_for_the_server() throws IOException {
    String body = "0123456789".repeat(20_000);
    StringBuilder got = new StringBuilder();
    CountDownLatch looked = new CountDownLatch(1);
    RawServer.Script script =
        talk -> {
          RawHttp2 server = RawHttp2.greet(talk, Http2Frames.INITIAL_WINDOW_SIZE, 1000);
          server.request();
          RawHttp2.Frame part;
          do {
            part = server.next(Http2Frames.DATA);
            got.append(new String(part.payload(), ISO_8859_1));
            if (got.length() == 1000) {
              looked.countDown();
            }
            if (part.payload().length > 0) {
              server.number(Http2Frames.WINDOW_UPDATE, 1, part.payload().length);
              server.number(Http2Frames.WINDOW_UPDATE, 0, part.payload().length);
            }
          } while (!part.last());
          server.headers(1, true, ":status", "200");
          talk.in.readAllBytes();
        };
    try (RawServer server = new RawServer(script)) {
      Answer answer = new Answer();
      ServerExchange exchange =
          send(server.endpoint(HTTP2), answer, Ask.post("/", body.length()), false);
      for (int at = 0; at < body.length(); at += 50_000) {
        int from = at;
        boolean sent =
            rig.on(
                () ->
                    exchange.send(
                        ByteBuffer.wrap(body.substring(from, from + 50_000).getBytes(ISO_8859_1)),
                        from + 50_000 == body.length()));
        assertThat(sent).isFalse();
        await().until(() -> answer.sents() > from / 50_000);
      }
      assertThat(Rig.await(answer.done).status).isEqualTo(200);
      assertThat(got).hasToString(body);
      assertThat(looked.getCount()).isZero();
    }
  }

  @Test
  void a_visitor_who_does_not_read_holds_up_nobody_else() throws IOException {
    RawServer.Script script =
        talk -> {
          RawHttp2 server = RawHttp2.greet(talk);
          int slow = server.request().stream();
          server.headers(slow, false, ":status", "200");
          String part = "x".repeat(16_000);
          for (int i = 0; i < 4; i++) {
            server.data(slow, false, part);
          }
          int quick = server.request().stream();
          server.headers(quick, false, ":status", "200");
          int window = 65_535;
          for (int i = 0; i < 100; i++) {
            while (window < part.length()) {
              RawHttp2.Frame more = server.next(Http2Frames.WINDOW_UPDATE);
              window += more.stream() == quick ? more.number(0) : 0;
            }
            server.data(quick, i == 99, part);
            window -= part.length();
          }
          while (server.next(Http2Frames.WINDOW_UPDATE).stream() != slow) {}
          server.data(slow, true, "end");
          talk.in.readAllBytes();
        };
    try (RawServer server = new RawServer(script)) {
      Endpoint endpoint = server.endpoint(HTTP2);
      Answer slow = new Answer();
      slow.stall = true;
      ServerExchange slowly = send(endpoint, slow, Ask.get("/slow"), true);
      await().until(() -> slow.stalled);
      int before = slow.received();
      Answer quick = rig.get(endpoint);
      assertThat(quick.received()).isEqualTo(1_600_000);
      assertThat(slow.received()).isEqualTo(before);
      slow.stall = false;
      rig.on(
          () -> {
            slowly.resume();
            return true;
          });
      assertThat(Rig.await(slow.done).received()).isEqualTo(64_003);
      assertThat(server.connections.get()).isEqualTo(1);
    }
  }

  @Test
  void what_was_refused_was_not_processed() throws IOException {
    RawServer.Script script =
        talk -> {
          RawHttp2 server = RawHttp2.greet(talk);
          server.number(
              Http2Frames.RST_STREAM, server.request().stream(), Http2Frames.REFUSED_STREAM);
          int second = server.request().stream();
          server.request();
          server.goAway(second, 0);
          server.headers(second, true, ":status", "200");
          talk.in.readAllBytes();
        };
    try (RawServer server = new RawServer(script)) {
      Endpoint endpoint = server.endpoint(HTTP2);
      assertThat(rig.get(endpoint).breach()).isEqualTo(Breach.NOT_PROCESSED);
      Answer kept = new Answer();
      Answer dropped = new Answer();
      ServerExchange exchange = send(endpoint, kept, Ask.get("/"), true);
      send(endpoint, dropped, Ask.get("/"), true);
      assertThat(Rig.await(dropped.done).breach()).isEqualTo(Breach.NOT_PROCESSED);
      assertThat(Rig.await(kept.done).status).isEqualTo(200);
      rig.on(
          () -> {
            exchange.release(true, 8);
            return true;
          });
      await().until(() -> endpoint.connections() == 0);
    }
  }

  @Test
  void a_connection_that_ends_takes_its_streams_with_it() throws IOException {
    RawServer.Script script =
        talk -> {
          RawHttp2 server = RawHttp2.greet(talk);
          server.request();
          int second = server.request().stream();
          server.headers(second, false, ":status", "200");
          server.data(second, false, "half");
        };
    try (RawServer server = new RawServer(script)) {
      Endpoint endpoint = server.endpoint(HTTP2);
      Answer silent = new Answer();
      Answer cut = new Answer();
      send(endpoint, silent, Ask.get("/"), true);
      send(endpoint, cut, Ask.get("/"), true);
      assertThat(Rig.await(silent.done).breach()).isEqualTo(Breach.NO_ANSWER);
      assertThat(Rig.await(cut.done).breach()).isEqualTo(Breach.CUT);
      assertThat(cut.text()).isEqualTo("half");
      await().until(() -> endpoint.connections() == 0);
    }
  }

  @Test
  void who_is_given_up_is_reset() throws IOException {
    CompletableFuture<Integer> code = new CompletableFuture<>();
    RawServer.Script script =
        talk -> {
          RawHttp2 server = RawHttp2.greet(talk);
          server.request();
          code.complete(server.next(Http2Frames.RST_STREAM).number(0));
          server.headers(1, false, ":status", "200");
          server.data(1, true, "too late");
          server.headers(server.request().stream(), true, ":status", "204");
          talk.in.readAllBytes();
        };
    try (RawServer server = new RawServer(script)) {
      Endpoint endpoint = server.endpoint(HTTP2);
      Answer answer = new Answer();
      ServerExchange exchange = send(endpoint, answer, Ask.get("/"), true);
      rig.on(
          () -> {
            exchange.shut();
            return true;
          });
      assertThat(Rig.await(code)).isEqualTo(Http2Frames.CANCEL);
      await().until(() -> alive(endpoint));
      assertThat(rig.get(endpoint).status).isEqualTo(204);
      assertThat(answer.status).isZero();
      assertThat(server.connections.get()).isEqualTo(1);
    }
  }

  /** A stream that got no answer casts doubt on its connection until the server says something. */
  private static boolean alive(Endpoint endpoint) {
    return rig.on(
        () -> {
          ServerExchange idle = rig.loop.takeIdle(endpoint);
          if (idle != null) {
            idle.shut();
          }
          return idle != null;
        });
  }

  @Test
  void trailers_pass_both_ways_without_what_must_come_first() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    RawServer.Script script =
        talk -> {
          RawHttp2 server = RawHttp2.greet(talk);
          server.fields(server.request());
          server.headers(1, false, ":status", "200");
          server.data(1, false, "an");
          RawHttp2.Frame part = server.next(Http2Frames.DATA);
          while (part.payload().length == 0) {
            part = server.next(Http2Frames.DATA);
          }
          seen.add(new String(part.payload(), ISO_8859_1));
          RawHttp2.Frame trailers = server.request();
          seen.addAll(server.fields(trailers));
          seen.add("ended " + trailers.last());
          server.data(1, false, "swer");
          server.headers(1, true, "grpc-status", "0", "content-length", "9", "host", "b");
          talk.in.readAllBytes();
        };
    try (RawServer server = new RawServer(script)) {
      Answer answer = new Answer();
      ServerExchange exchange =
          send(server.endpoint(HTTP2), answer, Ask.post("/", RequestHead.UNKNOWN), false);
      Rig.await(answer.headCame); // the answer begins before the request has ended
      send(exchange, "question", false);
      HeaderMap fields = new HeaderMap().put(new HttpString("X-Sum"), "1");
      rig.on(
          () -> {
            exchange.trailers(fields);
            return exchange.send(ByteBuffer.allocate(0), true);
          });
      Rig.await(answer.done);
      assertThat(answer.text()).isEqualTo("answer");
      assertThat(answer.trailers).isNotNull();
      assertThat(answer.trailers.getHeaderNames()).containsExactly(new HttpString("grpc-status"));
      assertThat(seen).containsExactly("question", "x-sum: 1", "ended true");
    }
  }

  @Test
  void an_answer_may_end_an_upload() throws IOException {
    RawServer.Script script =
        talk -> {
          RawHttp2 server = RawHttp2.greet(talk);
          server.request();
          server.headers(1, true, ":status", "413");
          server.number(Http2Frames.RST_STREAM, 1, Http2Frames.NO_ERROR);
          server.headers(server.request().stream(), true, ":status", "200");
          talk.in.readAllBytes();
        };
    try (RawServer server = new RawServer(script)) {
      Endpoint endpoint = server.endpoint(HTTP2);
      Answer answer = new Answer();
      ServerExchange exchange = send(endpoint, answer, Ask.post("/", 100), false);
      assertThat(Rig.await(answer.done).status).isEqualTo(413);
      await()
          .until(
              () ->
                  rig.on(
                      () -> {
                        var unused = exchange.send(ByteBuffer.allocate(1), false);
                        return exchange.writeBroken();
                      }));
      rig.on(
          () -> {
            exchange.release(false, 8);
            return true;
          });
      assertThat(rig.get(endpoint).status).isEqualTo(200);
      assertThat(server.connections.get()).isEqualTo(1);
    }
  }

  @Test
  void a_server_that_falls_silent_is_left_for_a_new_connection() throws IOException {
    RawServer.Script script =
        talk -> {
          RawHttp2 server = RawHttp2.greet(talk);
          server.request();
          talk.in.readAllBytes(); // without a word, also to pings
        };
    try (RawServer server = new RawServer(script)) {
      Endpoint endpoint = server.endpoint(HTTP2);
      Answer waits = new Answer();
      Answer givenUp = new Answer();
      send(endpoint, waits, Ask.get("/"), true);
      ServerExchange exchange = send(endpoint, givenUp, Ask.get("/"), true);
      rig.on(
          () -> {
            exchange.shut();
            return true;
          });
      rig.reach(endpoint, new Answer());
      assertThat(server.connections.get()).isEqualTo(2);
      Rig.await(waits.done);
      assertThat(waits.breach()).isEqualTo(Breach.NO_ANSWER);
      assertThat(waits.cause).contains("pings");
    }
  }

  @Test
  void pings_are_answered_and_settings_acknowledged() throws IOException {
    List<Integer> answered = new CopyOnWriteArrayList<>();
    RawServer.Script script =
        talk -> {
          RawHttp2 server = RawHttp2.greet(talk, Http2Frames.HEADER_TABLE_SIZE, 0);
          answered.add(server.next(Http2Frames.SETTINGS).flags());
          answered.add(server.next(Http2Frames.SETTINGS).flags());
          server.request();
          server.frame(Http2Frames.PING, 0, 0, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
          RawHttp2.Frame pong = server.next(Http2Frames.PING);
          answered.add(pong.flags());
          answered.add((int) pong.payload()[7]);
          server.headers(1, true, ":status", "200");
          talk.in.readAllBytes();
        };
    try (RawServer server = new RawServer(script)) {
      assertThat(rig.get(server.endpoint(HTTP2)).status).isEqualTo(200);
      assertThat(answered).containsExactly(0, Http2Frames.ACK, Http2Frames.ACK, 8);
    }
  }

  @Test
  void a_server_of_http_1_only_is_told_apart() throws IOException {
    RawServer.Script script =
        talk -> talk.say("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    try (RawServer server = new RawServer(script)) {
      assertThat(rig.get(server.endpoint(HTTP2)).cause)
          .isEqualTo("http2: the server does not speak HTTP/2");
    }
  }
}
