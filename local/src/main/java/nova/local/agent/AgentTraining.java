package nova.local.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nova.link.v1.HealthCheck;
import nova.link.v1.NodeConfig;

/**
 * The training run: an agent serves real requests from a real server, and as it ends its JVM writes
 * what it learned to {@code nova-agent.aot} beside its jar, where the next start finds it. Part of
 * the build, and of the image, whose JVM is another one.
 *
 * <p>Argument: the folder with {@code nova-agent}, its jar and {@code lib}.
 */
public final class AgentTraining {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private AgentTraining() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path home = Path.of(args[0]).toAbsolutePath();
    Path work = Files.createTempDirectory("nova-agent-training");
    try (TrainingTraffic traffic = TrainingTraffic.start()) {
      int port = freePort();
      OfflineNode.ship(work.resolve("data"), config(port, traffic.port()));
      Path fresh = work.resolve("nova-agent.aot");
      Process agent = start(home, work, fresh);
      try {
        awaitPort(agent, port, work.resolve("agent.log"));
        traffic.visit(port);
        agent.destroy();
        agent.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } finally {
        agent.destroyForcibly();
      }
      if (!Files.exists(fresh)) {
        throw new IOException("no cache was written, see " + work.resolve("agent.log"));
      }
      Files.move(fresh, home.resolve("nova-agent.aot"), StandardCopyOption.REPLACE_EXISTING);
    }
    examine(home, work);
    delete(work);
  }

  /** An agent passes over a cache it cannot use; the build must not. */
  private static void examine(Path home, Path work) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new AgentCommand(home, OfflineNode.NO_CONTROL_PLANE, work.resolve("data"))
            .process(List.of("--version"))
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("examined.log").toFile());
    builder.environment().put("JDK_JAVA_OPTIONS", "-XX:AOTMode=on");
    int code = builder.start().waitFor();
    if (code != 0) {
      throw new IOException("the cache cannot be used, see " + work.resolve("examined.log"));
    }
  }

  private static NodeConfig config(int port, int server) {
    return OfflineConfig.http(
        port,
        OfflineConfig.pool(server)
            .setHealthCheck(
                HealthCheck.newBuilder()
                    .setPath("/")
                    .setIntervalMillis(500)
                    .setTimeoutMillis(400)
                    .setRise(1)
                    .setFall(3)
                    .setStatusFrom(200)
                    .setStatusTo(399)));
  }

  private static Process start(Path home, Path work, Path fresh) throws IOException {
    AgentCommand command =
        new AgentCommand(home, OfflineNode.NO_CONTROL_PLANE, work.resolve("data"));
    ProcessBuilder builder =
        command
            .process(List.of("--drain", "1"))
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("agent.log").toFile());
    builder.environment().put("NOVA_AGENT_AOT", "-XX:AOTCacheOutput=" + fresh);
    return builder.start();
  }

  private static void awaitPort(Process agent, int port, Path log)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (Socket ignored = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException notYet) {
        if (!agent.isAlive() || System.nanoTime() > deadline) {
          throw new IOException(
              "the agent in training does not listen; it said: " + Files.readString(log), notYet);
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
