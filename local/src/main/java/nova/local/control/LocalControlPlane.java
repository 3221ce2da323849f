package nova.local.control;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Open Liberty with the control plane, as a child process. */
public final class LocalControlPlane implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

  /** Includes the once that the JVM writes its class archive. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(45);

  private final ControlPlaneSettings settings;
  private volatile Process process;
  private volatile boolean ready;

  private LocalControlPlane(ControlPlaneSettings settings, Process process) {
    this.settings = settings;
    this.process = process;
  }

  /** Starts it; {@link #awaitReady} tells when it can be used. */
  public static LocalControlPlane launch(ControlPlaneSettings settings) throws IOException {
    ServerCopy.make(settings.liberty().resolve("usr"), settings.directory().resolve("usr"));
    return new LocalControlPlane(settings, begin(settings));
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
    process = begin(settings);
    awaitReady();
  }

  private static Process begin(ControlPlaneSettings settings) throws IOException {
    Path usr = settings.directory().resolve("usr");
    Files.createDirectories(settings.cache());
    List<String> command = ServerCommand.of(settings.liberty(), usr, archive(settings));
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

  private static Path archive(ControlPlaneSettings settings) {
    return settings.cache().resolve("control-plane.jsa");
  }

  /** Returns when it serves; throws when it ended or took too long. */
  public void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!answers(client)) {
        if (!process.isAlive()) {
          // written as it ended: classes of half a start, and taken for good from then on
          Files.deleteIfExists(archive(settings));
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
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    ready = true;
  }

  private boolean answers(HttpClient client) throws InterruptedException {
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
    if (!ready) {
      kill(); // nobody uses it, and an archive of half a start would be written
      return;
    }
    ready = false;
    process.destroy();
    if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
      kill();
    }
  }
}
