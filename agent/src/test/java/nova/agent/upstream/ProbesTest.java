package nova.agent.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import nova.agent.upstream.probe.Question;
import nova.agent.upstream.probe.Route;
import org.junit.jupiter.api.Test;

/** When servers are asked. */
class ProbesTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(60);
  private static final Duration TIMEOUT = Duration.ofMillis(300);

  private static Probes.Target target(
      String key, InetSocketAddress at, Duration interval, Consumer<String> sink) {
    Route route = new Route(at, "a", 0, null, false);
    Question question =
        new Question.Http("GET", "/", "a", List.of(), status -> status == 200, "", null);
    return new Probes.Target(key, route, question, interval, TIMEOUT, 10, sink);
  }

  private static InetSocketAddress dead() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }
  }

  @Test
  void a_new_config_does_not_ask_those_again_that_were_just_asked() throws IOException {
    InetSocketAddress at = dead();
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger other = new AtomicInteger();
    try (Probes probes = new Probes(4)) {
      probes.watch(List.of(target("a", at, LONG, cause -> asked.incrementAndGet())));
      await().untilAtomic(asked, org.hamcrest.Matchers.is(1));
      probes.watch(
          List.of(
              target("a", at, LONG, cause -> asked.incrementAndGet()),
              target("b", at, SHORT, cause -> other.incrementAndGet())));
      await().until(() -> other.get() > 2);
      assertThat(asked.get()).isEqualTo(1);
    }
  }

  @Test
  void results_go_to_the_newest_config_and_to_none_that_is_gone() throws IOException {
    InetSocketAddress at = dead();
    AtomicInteger before = new AtomicInteger();
    AtomicInteger after = new AtomicInteger();
    try (Probes probes = new Probes(4)) {
      probes.watch(List.of(target("a", at, SHORT, cause -> before.incrementAndGet())));
      await().until(() -> before.get() > 0);
      probes.watch(List.of(target("a", at, SHORT, cause -> after.incrementAndGet())));
      await().until(() -> after.get() > 0);
      int count = before.get();
      await().until(() -> after.get() > 3);
      assertThat(before.get()).isEqualTo(count);
    }
  }

  @Test
  void servers_that_hang_do_not_keep_others_from_being_asked() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        Probes probes = new Probes(2)) {
      InetSocketAddress hanging = (InetSocketAddress) silent.getLocalSocketAddress();
      List<Probes.Target> targets = new ArrayList<>();
      List<String> causes = java.util.Collections.synchronizedList(new ArrayList<>());
      for (int i = 0; i < 6; i++) {
        targets.add(target("h" + i, hanging, SHORT, causes::add));
      }
      AtomicInteger last = new AtomicInteger();
      targets.add(target("last", dead(), SHORT, cause -> last.incrementAndGet()));
      probes.watch(targets);
      await().until(() -> last.get() > 1);
      assertThat(causes).contains("timeout after 300 ms");
    }
  }
}
