package nova.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Before the first integration test: starts PostgreSQL, ClickHouse and the stand-ins for mail and
 * error reports, and tells the test server where they are. Unit tests, which have no server, start
 * nothing.
 */
public final class TestWorld implements LauncherSessionListener {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private @Nullable TestPostgres postgres;
  private @Nullable TestClickHouse clickhouse;

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    String liberty = System.getProperty("wlp");
    if (liberty == null) {
      return;
    }
    try {
      postgres = TestPostgres.start();
      clickhouse = TestClickHouse.start();
      TestMail mail = TestMail.start();
      int http = freePort();
      System.setProperty("nova.test.http.port", String.valueOf(http));
      tellServer(Path.of(liberty, "usr", "servers", "test"), http, postgres, clickhouse, mail);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Where the deployed war answers. */
  public static String url() {
    return "http://127.0.0.1:" + System.getProperty("nova.test.http.port");
  }

  /** Everything the server under test has logged so far. */
  public static String serverLog() throws IOException {
    Path logs = Path.of(System.getProperty("wlp"), "usr", "servers", "test", "logs");
    var all = new StringBuilder();
    try (var files = Files.list(logs)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".log")).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  /**
   * Bootstrap properties are both system properties and variables of the server's configuration.
   */
  private static void tellServer(
      Path server, int http, TestPostgres postgres, TestClickHouse clickhouse, TestMail mail)
      throws IOException {
    Map<String, String> settings = new TreeMap<>(postgres.settings());
    settings.put("NOVA_HTTP_PORT", String.valueOf(http));
    settings.put("NOVA_PUBLIC_URL", "http://127.0.0.1:" + http);
    settings.putAll(clickhouse.environment());
    settings.put("NOVA_SENDGRID_URL", mail.url());
    settings.put("NOVA_SENDGRID_KEY", TestMail.KEY);
    settings.put("NOVA_MAIL_FROM", "nova@nova.example");
    settings.putAll(TestPayments.start(URI.create("http://127.0.0.1:" + http)));
    settings.put("NOVA_ENVIRONMENT", "test");
    settings.put("NOVA_SENTRY_DSN", TestErrors.start());
    Files.createDirectories(server);
    Files.writeString(
        server.resolve("bootstrap.properties"),
        settings.entrySet().stream()
            .map(one -> one.getKey() + "=" + one.getValue())
            .collect(Collectors.joining("\n", "", "\n")));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    TestErrors.stop();
    TestPayments.stop();
    try {
      if (postgres != null) {
        postgres.close();
      }
      if (clickhouse != null) {
        clickhouse.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
