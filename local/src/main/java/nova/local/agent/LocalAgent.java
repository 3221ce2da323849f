package nova.local.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The agent as a child process. */
public final class LocalAgent implements AutoCloseable {
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(15);
  private final AgentCommand command;
  private final Optional<String> join;
  private final Path log;
  private volatile Process process;

  private LocalAgent(AgentCommand command, Optional<String> join) throws IOException {
    this.command = command;
    this.join = join;
    this.log = command.data().resolve("agent.log");
    this.process = launch();
  }

  /**
   * Starts it.
   *
   * @param join needed once, to enrol
   */
  public static LocalAgent start(AgentCommand command, Optional<String> join) throws IOException {
    if (!Files.exists(command.home().resolve("nova-agent.jar"))) {
      throw new IOException("no agent in " + command.home() + ": build first");
    }
    Files.createDirectories(command.data());
    return new LocalAgent(command, join);
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
        command
            .process(List.of("--bind", "127.0.0.1"))
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
