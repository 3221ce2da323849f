package nova.metrics.clickhouse;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import com.clickhouse.client.api.Client;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import nova.platform.Component;
import nova.platform.StartOrder;
import nova.platform.settings.ClickHouseSettings;
import org.jspecify.annotations.Nullable;

/**
 * Brings the ClickHouse schema up to date, forward only. Applied files are noted with a checksum; a
 * changed one ends the work. Two copies that start together may both run a file: every statement
 * says IF NOT EXISTS, so the second does nothing, and the note is in a table that keeps one row per
 * file. ClickHouse may be away when we start: inserts fail and nodes keep their metrics until it is
 * back, so this is tried again until it worked.
 */
@Component
public class ClickHouseSchema {
  private static final System.Logger LOG = System.getLogger(ClickHouseSchema.class.getName());
  private static final List<String> FILES =
      List.of("V1__traffic.sql", "V2__retries_and_resumes.sql");
  private static final Duration RETRY = Duration.ofSeconds(2);
  private final ClickHouseSettings settings;

  @Inject
  public ClickHouseSchema(ClickHouseSettings settings) {
    this.settings = settings;
  }

  /** On a thread of its own: the application starts without ClickHouse too. */
  void start(
      @Observes @Priority(StartOrder.WORK) Startup event,
      jakarta.enterprise.concurrent.ManagedThreadFactory threads) {
    threads.newThread(this::untilDone).start();
  }

  private void untilDone() {
    boolean told = false;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        apply();
        return;
      } catch (ChangedFileException e) {
        LOG.log(System.Logger.Level.ERROR, "ClickHouse's schema is not ours", e);
        return;
      } catch (RuntimeException e) { // every exception of the client is one
        if (!told) {
          LOG.log(WARNING, "ClickHouse's schema cannot be made yet; trying again", e);
          told = true;
        }
      }
      try {
        TimeUnit.NANOSECONDS.sleep(RETRY.toNanos());
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A file that was applied is another now. */
  static final class ChangedFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ChangedFileException(String file) {
      super(file + " was changed after it was applied");
    }
  }

  public void apply() {
    try (Client client = Clients.writer(settings)) {
      client.queryAll(
          """
          CREATE TABLE IF NOT EXISTS schema_history (file String, checksum String, at DateTime)
          ENGINE = ReplacingMergeTree ORDER BY file
          """);
      var applied = new HashMap<String, String>();
      client
          .queryAll("SELECT file, checksum FROM schema_history")
          .forEach(row -> applied.put(row.getString("file"), row.getString("checksum")));
      FILES.forEach(file -> apply(client, file, applied.get(file)));
    }
  }

  private static void apply(Client client, String file, @Nullable String appliedAs) {
    String text = read(file);
    String checksum = checksum(text);
    if (appliedAs == null) {
      for (String statement : text.split(";\\s*\n", -1)) {
        if (!statement.isBlank()) {
          client.queryAll(statement);
        }
      }
      client.queryAll(
          "INSERT INTO schema_history VALUES ('" + file + "', '" + checksum + "', now())");
      LOG.log(INFO, "ClickHouse: {0} applied", file);
    } else if (!appliedAs.equals(checksum)) {
      throw new ChangedFileException(file);
    }
  }

  private static String read(String file) {
    try (InputStream in =
        Objects.requireNonNull(
            ClickHouseSchema.class
                .getClassLoader()
                .getResourceAsStream("db/migrations/clickhouse/" + file),
            file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String checksum(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
