package nova.local.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import nova.local.world.Supervision.Settings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SupervisionTest {
  private static final Settings QUICK =
      new Settings(Duration.ofMillis(10), Duration.ofMillis(40), Duration.ofMinutes(1));
  private static final String LASTING = "exec sleep 60";
  private static final String FAILING = "exit 3";
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private volatile Process process;

  SupervisionTest() throws IOException {
    process = launch(LASTING);
  }

  @AfterEach
  void stop() {
    process.destroyForcibly();
  }

  @Test
  void a_process_that_is_killed_is_started_again_each_time() throws Exception {
    try (Supervision supervision = new Supervision(QUICK, lines::add)) {
      supervision.watch("agent", () -> process, () -> process = launch(LASTING));
      for (int i = 1; i <= 2; i++) {
        Process before = process;
        before.destroyForcibly();
        Awaitility.await().until(() -> process != before && process.isAlive());
      }
      Awaitility.await().until(() -> lines.size() == 4);
    }
    assertThat(lines.getFirst()).contains("agent ended by itself (exit code 137)");
    assertThat(lines).contains("  ✓ agent runs again");
  }

  @Test
  void pauses_grow_up_to_the_longest_one() throws Exception {
    process.destroyForcibly();
    try (Supervision supervision = new Supervision(QUICK, lines::add)) {
      supervision.watch("agent", () -> process, () -> process = launch(FAILING));
      Awaitility.await().until(() -> ends().size() >= 5);
    }
    assertThat(ends().subList(0, 5))
        .extracting(line -> line.replaceFirst(".* in ", ""))
        .containsExactly("0.01 s", "0.02 s", "0.04 s", "0.04 s", "0.04 s");
  }

  @Test
  void a_start_that_fails_is_said_and_tried_again() throws Exception {
    process.destroyForcibly();
    AtomicInteger tries = new AtomicInteger();
    try (Supervision supervision = new Supervision(QUICK, lines::add)) {
      supervision.watch(
          "agent",
          () -> process,
          () -> {
            if (tries.incrementAndGet() == 1) {
              throw new IOException("no such file");
            }
            process = launch(LASTING);
          });
      Awaitility.await().until(() -> process.isAlive());
    }
    assertThat(lines).contains("  ! agent did not start: no such file");
  }

  @Test
  void what_ends_after_closing_stays_ended() throws Exception {
    AtomicInteger starts = new AtomicInteger();
    Supervision supervision = new Supervision(QUICK, lines::add);
    supervision.watch("agent", () -> process, starts::incrementAndGet);
    supervision.close();
    process.destroyForcibly().waitFor();
    assertThat(starts).hasValue(0);
    assertThat(lines).isEmpty();
  }

  private List<String> ends() {
    return lines.stream().filter(line -> line.contains("ended by itself")).toList();
  }

  private static Process launch(String script) throws IOException {
    return new ProcessBuilder("sh", "-c", script).start();
  }
}
