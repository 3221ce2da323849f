package nova.local.control;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Open Liberty with the control plane, as a child process. */
public final class LocalControlPlane implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);
  private final ControlPlaneSettings settings;
  private volatile Process process;

  private LocalControlPlane(ControlPlaneSettings settings, Process process) {
    this.settings = settings;
    this.process = process;
  }

  /** Starts it and waits until it is ready. */
  public static LocalControlPlane start(ControlPlaneSettings settings)
      throws IOException, InterruptedException {
    ServerCopy.make(settings.liberty().resolve("usr"), settings.directory().resolve("usr"));
    LocalControlPlane control = new LocalControlPlane(settings, launch(settings));
    control.awaitReady();
    return control;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + settings.port());
  }

  public Process process() {
    return process;
  }

  /** As a crash would: SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Starts it again after it ended. */
  public void restart() throws IOException, InterruptedException {
    close();
    process = launch(settings);
    awaitReady();
  }

  private static Process launch(ControlPlaneSettings settings) throws IOException {
    Path wlp = settings.liberty();
    Path usr = settings.directory().resolve("usr");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-javaagent:" + wlp.resolve("bin/tools/ws-javaagent.jar"));
    command.add("-Djava.awt.headless=true");
    command.add("@" + wlp.resolve("lib/platform/java/java9.options"));
    Path options = usr.resolve("servers/nova/jvm.options");
    if (Files.exists(options)) {
      Files.readAllLines(options).stream()
          .map(String::strip)
          .filter(line -> line.startsWith("-"))
          .forEach(command::add);
    }
    command.addAll(List.of("-jar", wlp.resolve("bin/tools/ws-server.jar").toString(), "nova"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(settings.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(settings.log().toFile()));
    builder.environment().put("WLP_USER_DIR", usr.toString());
    builder.environment().put("WLP_OUTPUT_DIR", settings.directory().resolve("output").toString());
    builder.environment().putAll(settings.environment());
    return builder.start();
  }

  private void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!ready(client)) {
        if (!process.isAlive()) {
          throw new IOException("the control plane ended while starting, see " + settings.log());
        }
        if (System.nanoTime() > deadline) {
          process.destroyForcibly();
          throw new IOException(
              "the control plane is not ready after "
                  + START_TIMEOUT.toSeconds()
                  + " s, see "
                  + settings.log());
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  private boolean ready(HttpClient client) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri().resolve("/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notListening) {
      return false;
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
      kill();
    }
  }
}
