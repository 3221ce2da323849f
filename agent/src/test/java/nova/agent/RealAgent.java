package nova.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The packaged agent as a process of its own. */
final class RealAgent implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final List<String> out = new CopyOnWriteArrayList<>();
  final List<String> err = new CopyOnWriteArrayList<>();
  final Process process;
  private final List<Thread> readers;

  RealAgent(List<String> words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                "target/nova-agent.jar"));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("NOVA_"));
    process = builder.start();
    readers = List.of(read(process.getInputStream(), out), read(process.getErrorStream(), err));
  }

  private static Thread read(InputStream from, List<String> lines) {
    return Thread.ofVirtual()
        .start(
            () ->
                new BufferedReader(new java.io.InputStreamReader(from, StandardCharsets.UTF_8))
                    .lines()
                    .forEach(lines::add));
  }

  /** The first line on stdout that begins so, without that beginning. */
  String says(String beginning) {
    await()
        .atMost(PATIENCE)
        .failFast(() -> assertThat(process.isAlive()).as("alive: %s", err).isTrue())
        .until(() -> line(beginning).isPresent());
    return line(beginning).orElseThrow().substring(beginning.length());
  }

  private Optional<String> line(String beginning) {
    return out.stream().filter(line -> line.startsWith(beginning)).findFirst();
  }

  /** Waits for the end by itself. */
  int status() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    for (Thread reader : readers) {
      reader.join();
    }
    return process.exitValue();
  }

  /** As with kill -9. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    status();
  }

  /** SIGTERM; through the handle, because Process.destroy closes our ends of its streams. */
  void terminate() {
    process.toHandle().destroy();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
