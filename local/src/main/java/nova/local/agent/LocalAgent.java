package nova.local.agent;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The agent as a child process. */
public final class LocalAgent implements AutoCloseable {
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(15);
  private final List<String> command;
  private final Optional<String> join;
  private final Path log;
  private volatile Process process;

  private LocalAgent(List<String> command, Optional<String> join, Path log) throws IOException {
    this.command = command;
    this.join = join;
    this.log = log;
    this.process = launch();
  }

  /**
   * Starts it.
   *
   * @param jar agent/target/nova-agent.jar
   * @param join needed once, to enrol
   * @param data its key and last good config
   */
  public static LocalAgent start(Path jar, URI control, Optional<String> join, Path data)
      throws IOException {
    if (!Files.exists(jar)) {
      throw new IOException("no agent at " + jar + ": build first");
    }
    Files.createDirectories(data);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "--sun-misc-unsafe-memory-access=allow",
            "-jar",
            jar.toString()));
    command.addAll(List.of("--control", control.toString(), "--data", data.toString()));
    command.addAll(List.of("--bind", "127.0.0.1"));
    return new LocalAgent(List.copyOf(command), join, data.resolve("agent.log"));
  }

  public Process process() {
    return process;
  }

  public Path log() {
    return log;
  }

  /** As a crash would: SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Starts it again after it ended. */
  public void restart() throws IOException, InterruptedException {
    close();
    process = launch();
  }

  private Process launch() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // not an argument: those can be read by every user of the machine
    join.ifPresent(token -> builder.environment().put("NOVA_JOIN_TOKEN", token));
    return builder.start();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(DRAIN_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
      kill();
    }
  }
}
