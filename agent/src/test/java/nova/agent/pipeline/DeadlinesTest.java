package nova.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import nova.link.v1.Drain;
import nova.link.v1.PassiveHealth;
import nova.link.v1.Pool;
import nova.link.v1.RetryRules;
import org.junit.jupiter.api.Test;

/** Waiting ends when the config says so, and nobody waits for one slow server. */
class DeadlinesTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
  private static final String WEBSOCKET =
      "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";

  private static void pool(Node node, UnaryOperator<Pool.Builder> change) {
    node.adc.setPools(0, change.apply(node.adc.getPools(0).toBuilder()));
  }

  private static void retries(Node node, RetryRules.Builder rules) {
    pool(
        node,
        pool ->
            pool.setRetry(rules)
                .setPassiveHealth(PassiveHealth.newBuilder().setStallDetectionOff(true)));
  }

  /** The first server is drained and what is left there is cut off now. */
  private static void forceOut(Node node) {
    pool(
        node,
        pool ->
            pool.setServers(
                0,
                pool.getServers(0).toBuilder().setDrain(Drain.newBuilder().setForceAtMillis(1))));
    assertThat(node.apply()).isEmpty();
  }

  private static ScriptedServer mute(AtomicInteger asked) throws IOException {
    return new ScriptedServer(
        talk -> {
          while (!talk.head().isEmpty()) {
            asked.incrementAndGet();
          }
        });
  }

  @Test
  void a_get_that_is_late_is_also_asked_of_another_server_and_a_post_is_not() throws IOException {
    AtomicBoolean mute = new AtomicBoolean();
    AtomicInteger unanswered = new AtomicInteger();
    try (ScriptedServer slow =
            new ScriptedServer(
                talk -> {
                  while (!talk.head().isEmpty()) {
                    if (mute.get()) {
                      unanswered.incrementAndGet();
                    } else {
                      talk.say(OK + "slow.");
                    }
                  }
                });
        ScriptedServer quick = ScriptedServer.always(OK + "quick");
        Node node = new Node(slow.port(), quick.port())) {
      retries(node, RetryRules.newBuilder().setHedge(true).setMaxAttempts(2));
      node.started();
      for (int i = 0; i < 110; i++) { // until the usual time is known
        assertThat(node.exchange(GET)).startsWith("HTTP/1.1 200");
      }
      mute.set(true);
      for (int i = 0; i < 4; i++) {
        long begun = System.nanoTime();
        assertThat(node.exchange(GET)).endsWith("quick");
        assertThat(System.nanoTime() - begun).isLessThan(1_200_000_000L); // first byte: 1.5 s
      }
      assertThat(unanswered.get()).isPositive();
      int before = quick.heads.size() + unanswered.get();
      for (int i = 0; i < 2; i++) {
        node.exchange(
            GET.replace("GET", "POST").replace("\r\n\r\n", "\r\nContent-Length: 0\r\n\r\n"));
      }
      assertThat(quick.heads.size() + unanswered.get()).isEqualTo(before + 2);
    }
  }

  @Test
  void no_request_takes_longer_than_all_of_its_attempts_may() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    try (ScriptedServer one = mute(asked);
        ScriptedServer two = mute(asked);
        ScriptedServer three = mute(asked);
        Node node = new Node(one.port(), two.port(), three.port())) {
      retries(node, RetryRules.newBuilder().setPerTryMillis(400).setTotalMillis(600));
      node.started();
      long begun = System.nanoTime();
      assertThat(node.exchange(GET)).startsWith("HTTP/1.1 504");
      assertThat(System.nanoTime() - begun).isBetween(550_000_000L, 1_150_000_000L);
      assertThat(asked.get()).isEqualTo(2);
    }
  }

  @Test
  void at_the_end_of_a_drain_a_request_that_may_be_repeated_goes_elsewhere() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    try (ScriptedServer leaving = mute(asked);
        ScriptedServer other = ScriptedServer.always(OK + "other");
        Node node = new Node(leaving.port(), other.port()).started()) {
      List<RawVisitor> visitors = new ArrayList<>();
      while (asked.get() == 0) {
        visitors.add(node.visitor().say(GET));
        await().until(() -> asked.get() + other.heads.size() == visitors.size());
      }
      forceOut(node);
      for (RawVisitor visitor : visitors) {
        assertThat(visitor.all()).endsWith("other");
        visitor.close();
      }
    }
  }

  @Test
  void at_the_end_of_a_drain_a_websocket_is_cut() throws IOException {
    try (ScriptedServer leaving =
            new ScriptedServer(
                talk -> {
                  talk.head();
                  talk.say(
                      String.join(
                          "\r\n",
                          "HTTP/1.1 101 Switching Protocols",
                          "Upgrade: websocket",
                          "Connection: Upgrade",
                          "",
                          "hello"));
                  talk.in.readAllBytes();
                });
        Node node = new Node(leaving.port()).started();
        RawVisitor visitor = node.visitor()) {
      visitor.say(WEBSOCKET);
      assertThat(visitor.head()).startsWith("HTTP/1.1 101");
      assertThat(visitor.read(5)).isEqualTo("hello");
      pool(
          node,
          pool ->
              pool.setServers(
                  0, pool.getServers(0).toBuilder().setDrain(Drain.getDefaultInstance())));
      node.started();
      visitor.say("still here");
      forceOut(node);
      assertThat(visitor.all().replace("<reset>", "")).isEmpty();
      await().until(() -> node.plane.health().getFirst().getInFlight() == 0);
    }
  }
}
