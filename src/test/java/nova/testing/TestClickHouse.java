package nova.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import nova.local.clickhouse.LocalClickHouse;
import nova.local.secrets.LocalSecrets;
import nova.platform.settings.ClickHouseSettings;
import nova.platform.settings.Secret;

/** A real ClickHouse that can crash, stop and come back on the same address with its data. */
public final class TestClickHouse implements AutoCloseable {
  private static final Path ROOT = Path.of(System.getProperty("nova.root", "."));
  private final Path directory;
  private LocalClickHouse engine;

  private TestClickHouse(Path directory, LocalClickHouse engine) {
    this.directory = directory;
    this.engine = engine;
  }

  /** Empty, below target/. */
  public static TestClickHouse start() throws IOException, InterruptedException {
    Path target = ROOT.toAbsolutePath().resolve("target");
    Files.createDirectories(target);
    Path directory = Files.createTempDirectory(target, "clickhouse-");
    return new TestClickHouse(directory, engine(directory, 0));
  }

  private static LocalClickHouse engine(Path directory, int port)
      throws IOException, InterruptedException {
    Path modules = ROOT.toAbsolutePath().resolve("local/node_modules");
    return LocalClickHouse.start(
        directory, port, modules, new LocalSecrets(directory.resolve("secrets")));
  }

  public ClickHouseSettings settings() {
    var access = engine.access();
    return new ClickHouseSettings(
        URI.create(access.url()),
        access.database(),
        access.writer().user(),
        new Secret(access.writer().password()),
        access.reader().user(),
        new Secret(access.reader().password()),
        Duration.ofSeconds(2),
        Duration.ofSeconds(15));
  }

  Map<String, String> environment() {
    var settings = settings();
    return Map.of(
        "NOVA_CLICKHOUSE_URL",
        settings.url().toString(),
        "NOVA_CLICKHOUSE_WRITER_PASSWORD",
        settings.writerPassword().value(),
        "NOVA_CLICKHOUSE_READER_PASSWORD",
        settings.readerPassword().value());
  }

  public String query(String sql) throws IOException, InterruptedException {
    return engine.query(sql).strip();
  }

  /** SIGKILL. */
  public void crash() throws InterruptedException {
    engine.kill();
  }

  public void comeBack() throws IOException, InterruptedException {
    engine = engine(directory, URI.create(engine.access().url()).getPort());
  }

  @Override
  public void close() throws IOException, InterruptedException {
    engine.close();
  }
}
