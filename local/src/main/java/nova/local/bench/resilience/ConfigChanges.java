package nova.local.bench.resilience;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import nova.local.bench.BenchOptions;

/** Twenty changes of the configuration, evenly, under load and with WebSockets open. */
record ConfigChanges(String id, String title) implements Scenario {
  private static final int CHANGES = 20;
  private static final int SOCKETS = 50;

  @Override
  public Result play(Rival rival, Scene scene, BenchOptions options) throws Exception {
    try (OpenSockets sockets = OpenSockets.open(scene.port, SOCKETS)) {
      Visitors visitors = new Visitors(scene.port);
      List<Exception> refused = new ArrayList<>();
      Thread changes = Thread.ofPlatform().start(() -> change(scene, options.seconds(), refused));
      visitors.come(options.seconds());
      changes.join();
      if (!refused.isEmpty()) {
        throw refused.getFirst();
      }
      String live = Visit.field(scene.port, "/quick", Balancer.VERSION_FIELD);
      if (!live.equals(Integer.toString(CHANGES))) {
        throw new IllegalStateException(rival + " serves configuration " + live);
      }
      visitors.failures().forEach((what, often) -> System.err.println("  " + often + " × " + what));
      long failed = visitors.failedGets() + visitors.failedPosts();
      int dropped = SOCKETS - sockets.alive();
      return Result.of(
          id,
          rival,
          String.format(
              Locale.ROOT,
              "%d requests failed (of %d), %d of %d WebSockets dropped",
              failed,
              visitors.gets() + visitors.posts(),
              dropped,
              SOCKETS),
          "changes",
          CHANGES,
          "requests",
          visitors.gets() + visitors.posts(),
          "failedRequests",
          failed,
          "webSockets",
          SOCKETS,
          "droppedWebSockets",
          dropped);
    }
  }

  private static void change(Scene scene, int seconds, List<Exception> refused) {
    long began = System.nanoTime();
    // done before the last visitor comes
    long pace = TimeUnit.SECONDS.toNanos(Math.max(1, seconds - 1)) / CHANGES;
    try {
      for (int version = 1; version <= CHANGES; version++) {
        TimeUnit.NANOSECONDS.sleep(began + (version - 1) * pace - System.nanoTime());
        scene.balancer.change(version, scene.process);
      }
    } catch (Exception e) {
      refused.add(e);
    }
  }
}
