package nova.local.world;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nova.local.secrets.LocalSecrets;

/**
 * {@code ./nova up}: ROOT DIRECTORY PORT_BASE [--empty]. Runs until a file {@code stop} appears in
 * its directory.
 */
public final class Up {
  private static final PrintStream OUT = System.out;

  /**
   * What tells about its own starts in lines that nobody at a terminal asked for; held, or the
   * level is forgotten with them.
   */
  private static final List<Logger> QUIET =
      Stream.of("io.undertow", "org.xnio").map(Logger::getLogger).toList();

  private Up() {}

  public static void main(String[] args) throws Exception {
    QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
    Path directory = Path.of(args[1]);
    Ports ports = Ports.from(Integer.parseInt(args[2]));
    List<String> taken = ports.taken();
    if (!taken.isEmpty()) {
      taken.forEach(OUT::println);
      System.exit(1);
    }
    Map<String, String> external =
        System.getenv().entrySet().stream()
            .filter(e -> e.getKey().matches("NOVA_(POSTGRES|CLICKHOUSE|STRIPE)_.*"))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    try {
      run(
          new WorldSettings(Path.of(args[0]), directory, ports, external),
          List.of(args).contains("--empty"));
    } catch (Exception e) {
      OUT.println("Nova did not start: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void run(WorldSettings settings, boolean empty) throws Exception {
    long began = System.nanoTime();
    World world = World.start(settings, Up::say);
    Path status = settings.directory().resolve("status.json");
    Supervision supervision = new Supervision(Supervision.Settings.USUAL, OUT::println);
    Thread stop = Thread.ofPlatform().unstarted(() -> stop(world, supervision, status));
    Runtime.getRuntime().addShutdownHook(stop);
    Optional<Demo.Access> demo =
        empty ? Optional.empty() : Optional.of(step("Demo organisation", world));
    world.watchedBy(supervision);
    Report report = new Report(world, demo);
    Files.writeString(settings.directory().resolve("summary.txt"), report.text());
    LocalSecrets.write(status, report.json());
    OUT.print(report.text());
    say("Up", Duration.ofNanos(System.nanoTime() - began));
    awaitStopFile(settings.directory().resolve("stop"));
    stop(world, supervision, status);
    System.exit(0);
  }

  /**
   * A signal would do, but then the embedded PostgreSQL's own shutdown hook runs beside ours, and
   * the control plane loses its database before it is told to end.
   */
  private static void awaitStopFile(Path file) throws IOException, InterruptedException {
    while (!Files.deleteIfExists(file)) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static void stop(World world, Supervision supervision, Path status) {
    try {
      supervision.close(); // or it would start again what is stopped
      Files.deleteIfExists(status);
    } catch (IOException e) {
      OUT.println("cannot remove " + status + ": " + e.getMessage());
    } catch (InterruptedException e) {
      OUT.println("the supervision was interrupted");
    } finally {
      world.close();
    }
  }

  private static Demo.Access step(String what, World world) throws Exception {
    Progress progress = Up::say;
    return progress.step(what, () -> new Demo(world).ready());
  }

  private static void say(String what, Duration took) {
    OUT.println(String.format(Locale.ROOT, "  ✓ %-32s %5.1f s", what, took.toMillis() / 1000.0));
  }
}
