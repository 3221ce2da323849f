package nova.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import nova.link.v1.RetryRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A failing server is not the visitor's problem, and nothing that may have run is run twice. */
class RetryTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

  private static String request(String method, String extra) {
    return method + " / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + extra + "\r\n";
  }

  private static String failure(int status) {
    return "HTTP/1.1 " + status + " No\r\nContent-Length: 2\r\n\r\nno";
  }

  /** Answers every request, whose body is read whole, with the same text, and counts them. */
  private static ScriptedServer counting(AtomicInteger count, String answer) throws IOException {
    return new ScriptedServer(
        talk -> {
          for (String head = talk.head(); !head.isEmpty(); head = talk.head()) {
            int at = head.indexOf("Content-Length: ");
            if (at > 0) {
              int end = head.indexOf('\r', at);
              talk.in.readNBytes(Integer.parseInt(head.substring(at + 16, end)));
            }
            count.incrementAndGet();
            talk.say(answer);
          }
        });
  }

  private static void without(Node node) {
    node.adc.setPools(
        0,
        node.adc.getPools(0).toBuilder()
            .setPassiveHealth(nova.link.v1.PassiveHealth.newBuilder().setOff(true)));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 501, 502, 503, 504})
  void a_get_that_one_server_fails_is_answered_by_the_other(int status) throws IOException {
    AtomicInteger failed = new AtomicInteger();
    try (ScriptedServer bad = counting(failed, failure(status));
        ScriptedServer good = ScriptedServer.always(OK);
        Node node = new Node(bad.port(), good.port())) {
      without(node);
      node.started();
      for (int i = 0; i < 10; i++) {
        assertThat(node.exchange(request("GET", ""))).contains("200 OK").endsWith("hello");
      }
      assertThat(failed.get()).isPositive();
      assertThat(node.ledger.of("adc", "default", "s0").retries.get()).isEqualTo(failed.get());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {501, 503})
  void a_post_that_was_not_done_is_sent_again_with_all_of_its_body(int status) throws IOException {
    byte[] body = new byte[2_000_000];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) ('a' + i % 26);
    }
    String text = new String(body, java.nio.charset.StandardCharsets.ISO_8859_1);
    List<String> got = new java.util.concurrent.CopyOnWriteArrayList<>();
    AtomicInteger failed = new AtomicInteger();
    try (ScriptedServer bad = counting(failed, failure(status));
        ScriptedServer good =
            new ScriptedServer(
                talk -> {
                  while (!talk.head().isEmpty()) {
                    got.add(
                        new String(
                            talk.in.readNBytes(2_000_000),
                            java.nio.charset.StandardCharsets.ISO_8859_1));
                    talk.say(OK);
                  }
                });
        Node node = new Node(bad.port(), good.port())) {
      without(node);
      node.started();
      for (int i = 0; i < 4; i++) {
        assertThat(node.exchange(request("POST", "Content-Length: 2000000\r\n") + text))
            .endsWith("hello");
      }
      assertThat(failed.get()).isPositive();
      assertThat(got).hasSize(4).allMatch(text::equals);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 504})
  void a_post_that_may_have_run_is_not_sent_again(int status) throws IOException {
    AtomicInteger count = new AtomicInteger();
    try (ScriptedServer one = counting(count, failure(status));
        ScriptedServer two = counting(count, failure(status));
        Node node = new Node(one.port(), two.port()).started()) {
      assertThat(node.exchange(request("POST", "Content-Length: 2\r\n") + "hi"))
          .startsWith("HTTP/1.1 " + status)
          .endsWith("no");
      assertThat(count.get()).isEqualTo(1);
    }
  }

  @Test
  void a_post_with_an_idempotency_key_is_sent_again() throws IOException {
    AtomicInteger count = new AtomicInteger();
    try (ScriptedServer bad = counting(count, failure(500));
        ScriptedServer good = counting(new AtomicInteger(), OK);
        Node node = new Node(bad.port(), good.port()).started()) {
      for (int i = 0; i < 2; i++) {
        assertThat(
                node.exchange(
                    request("POST", "Idempotency-Key: \"k\"\r\nContent-Length: 2\r\n") + "hi"))
            .endsWith("hello");
      }
      assertThat(count.get()).isPositive();
    }
  }

  @Test
  void a_post_whose_server_dies_after_reading_it_is_not_run_twice() throws IOException {
    AtomicInteger ran = new AtomicInteger();
    ScriptedServer.Script dies =
        talk -> {
          talk.head();
          talk.in.readNBytes(2);
          ran.incrementAndGet();
        };
    try (ScriptedServer one = new ScriptedServer(dies);
        ScriptedServer two = new ScriptedServer(dies);
        Node node = new Node(one.port(), two.port()).started()) {
      assertThat(node.exchange(request("POST", "Content-Length: 2\r\n") + "hi"))
          .startsWith("HTTP/1.1 502");
      assertThat(ran.get()).isEqualTo(1);
    }
  }

  @Test
  void when_every_server_fails_the_last_ones_own_answer_is_passed_on() throws IOException {
    try (ScriptedServer one = ScriptedServer.always(failure(503));
        ScriptedServer two = ScriptedServer.always(failure(503));
        Node node = new Node(one.port(), two.port()).started()) {
      assertThat(node.exchange(request("GET", ""))).startsWith("HTTP/1.1 503").endsWith("no");
    }
  }

  @Test
  void a_silent_server_costs_a_get_its_timeout_and_nothing_more() throws IOException {
    try (ScriptedServer silent = new ScriptedServer(talk -> talk.in.readAllBytes());
        ScriptedServer good = ScriptedServer.always(OK);
        Node node = new Node(silent.port(), good.port())) {
      node.adc.setPools(
          0,
          node.adc.getPools(0).toBuilder().setRetry(RetryRules.newBuilder().setPerTryMillis(200)));
      node.started();
      for (int i = 0; i < 3; i++) {
        assertThat(node.exchange(request("GET", ""))).endsWith("hello");
      }
    }
  }

  @Test
  void retries_end_with_their_budget() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    try (ScriptedServer one = counting(asked, failure(503));
        ScriptedServer two = counting(asked, failure(503));
        Node node = new Node(one.port(), two.port())) {
      node.adc.setPools(
          0,
          node.adc.getPools(0).toBuilder()
              .setRetry(RetryRules.newBuilder().setBudgetPercent(0).setBudgetPerSecond(0)));
      without(node);
      node.started();
      for (int i = 0; i < 5; i++) {
        assertThat(node.exchange(request("GET", ""))).startsWith("HTTP/1.1 503");
      }
      assertThat(asked.get()).isEqualTo(5);
    }
  }

  @Test
  void one_server_is_enough_and_its_answers_are_passed_on_as_they_are() throws IOException {
    try (ScriptedServer only = ScriptedServer.always(failure(501));
        Node node = new Node(only.port()).started()) {
      for (int i = 0; i < 5; i++) {
        assertThat(node.exchange(request("GET", ""))).startsWith("HTTP/1.1 501").endsWith("no");
      }
    }
  }
}
