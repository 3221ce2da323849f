package nova.local.clickhouse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nova.local.clickhouse.ClickHouseAccess.Login;
import nova.local.secrets.LocalSecrets;

/** ClickHouse as a child process, its data kept in a directory. */
public final class LocalClickHouse implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
  private static final String DATABASE = "nova";
  private final Process engine;
  private final ClickHouseAccess access;

  private LocalClickHouse(Process engine, ClickHouseAccess access) {
    this.engine = engine;
    this.access = access;
  }

  /**
   * Starts on kept data when there are any.
   *
   * @param modules the node_modules folder that {@code npm ci} in {@code local/} made
   * @param port 0 chooses a free one
   */
  public static LocalClickHouse start(Path directory, int port, Path modules, LocalSecrets secrets)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Path library = library(modules);
    int http = port == 0 ? freePort() : port;
    ClickHouseAccess access = accessOn(http, secrets);
    Path config = ClickHouseConfig.write(directory, access.writer(), access.reader());
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(
                ClickHouseEngine.command(java, library, config, directory.resolve("data"), http))
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve("engine.log").toFile()));
    builder.environment().put("NOVA_ENGINE_USER", access.writer().user());
    builder.environment().put("NOVA_ENGINE_PASSWORD", access.writer().password());
    LocalClickHouse clickhouse = new LocalClickHouse(builder.start(), access);
    clickhouse.awaitReady(directory);
    return clickhouse;
  }

  /** How it will be reached when it runs on that port. */
  public static ClickHouseAccess accessOn(int port, LocalSecrets secrets) {
    return new ClickHouseAccess(
        "http://127.0.0.1:" + port,
        DATABASE,
        new Login("nova_writer", secrets.get("clickhouse-writer")),
        new Login("nova_reader", secrets.get("clickhouse-reader")));
  }

  public ClickHouseAccess access() {
    return access;
  }

  public Process process() {
    return engine;
  }

  private void awaitReady(Path directory) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (true) {
      try {
        query("CREATE DATABASE IF NOT EXISTS " + DATABASE);
        return;
      } catch (IOException notYet) {
        if (!engine.isAlive()) {
          throw new IOException("ClickHouse ended, see " + directory.resolve("engine.log"), notYet);
        }
        if (System.nanoTime() > deadline) {
          engine.destroyForcibly();
          throw new IOException("ClickHouse does not answer after " + START_TIMEOUT, notYet);
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  /** Runs a statement as the writer; for tests and tools. */
  public String query(String sql) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(access.url() + "/?database=default"))
            .timeout(Duration.ofSeconds(30))
            .header("X-ClickHouse-User", access.writer().user())
            .header("X-ClickHouse-Key", access.writer().password())
            .POST(HttpRequest.BodyPublishers.ofString(sql))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(answer.body());
      }
      return answer.body();
    }
  }

  /** As a crash would: SIGKILL. */
  public void kill() throws InterruptedException {
    engine.destroyForcibly();
    engine.waitFor();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    engine.getOutputStream().close(); // its standard input ends: it stops by itself
    if (!engine.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
      engine.destroyForcibly();
      engine.waitFor();
    }
  }

  private static Path library(Path modules) throws IOException {
    Path scope = modules.resolve("@chdb");
    if (Files.isDirectory(scope)) {
      try (Stream<Path> files = Files.walk(scope, 3)) {
        List<Path> found =
            files.filter(f -> f.getFileName().toString().startsWith("libchdb.")).toList();
        if (!found.isEmpty()) {
          return found.getFirst();
        }
      }
    }
    throw new IOException("no ClickHouse library under " + scope + ": run npm ci in local/");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
