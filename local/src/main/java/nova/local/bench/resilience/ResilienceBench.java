package nova.local.bench.resilience;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nova.local.bench.BenchOptions;
import nova.local.bench.FreePorts;
import nova.local.bench.Shell;
import nova.local.bench.Started;

/**
 * The agent beside nginx, HAProxy and Caddy when something goes wrong: in every scenario each gets
 * a fresh start, the same two servers and the same visitors.
 */
public final class ResilienceBench {
  private static final int PORT_BASE = 19_100;
  private static final int SECONDS = 20;

  private static final List<Scenario> SCENARIOS =
      List.of(
          new ServerFails(
              "501", "one server answers 501: GET / POST", FaultyServer.State.ANSWERS_501),
          new ServerFails("503", "one answers 503", FaultyServer.State.ANSWERS_503),
          new ServerFails("killed", "killed", FaultyServer.State.KILLED),
          new ServerFails("hangs", "hangs (3 s timeout)", FaultyServer.State.HANGS),
          new ServerFails("half-closed", "half-closed", FaultyServer.State.HALF_CLOSES),
          new DownloadCut("download", "50 MB download, its server dies half-way", false),
          new DownloadCut("download-h2", "the same over HTTP/2", true),
          new ConfigChanges("changes", "20 config changes, 50 WebSockets"),
          new SlowReaders("slow-readers", "500 visitors reading 1 KB/s"));

  private final BenchOptions options;
  private final Path dir;

  private ResilienceBench(BenchOptions options, Path dir) {
    this.options = options;
    this.dir = dir;
  }

  public static void main(String[] args) throws Exception {
    BenchOptions options = BenchOptions.parse(args, 1, SECONDS, PORT_BASE);
    Shell.need("nginx", "nginx-light");
    Shell.need("haproxy", "haproxy");
    Shell.need("caddy", "caddy");
    Shell.need("curl", "curl");
    new ResilienceBench(options, Files.createTempDirectory("nova-bench-resilience")).run();
    System.exit(0); // visitors that still wait are of no interest
  }

  private void run() throws Exception {
    for (Scenario scenario : SCENARIOS) {
      if (!options.wants(scenario.id())) {
        continue;
      }
      for (Result result : play(scenario)) {
        System.out.println(
            options.json()
                ? result.json()
                : String.format(
                    Locale.ROOT,
                    "%-42s %-8s %s",
                    scenario.title(),
                    result.rival(),
                    result.words()));
      }
    }
  }

  private List<Result> play(Scenario scenario) throws Exception {
    List<Result> results = new ArrayList<>();
    int base = FreePorts.from(options.portBase(), Setting.PORTS);
    for (Rival rival : Rival.values()) {
      if (!options.wantsPeer(rival.toString()) || !scenario.suits(rival)) {
        continue;
      }
      System.err.println(scenario.title() + ", " + rival);
      try (Started started = new Started();
          Scene scene = Scene.open(rival, dir, base, started)) {
        results.add(scenario.play(rival, scene, options));
      }
    }
    return results;
  }
}
