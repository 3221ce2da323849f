package nova.local.bench.resilience;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import nova.local.bench.BenchOptions;

/** One of the two servers fails under load, and stays that way. */
record ServerFails(String id, String title, FaultyServer.State fault) implements Scenario {
  private static final long WELL_MILLIS = 3_000;

  @Override
  public Result play(Rival rival, Scene scene, BenchOptions options) throws Exception {
    Visitors visitors = new Visitors(scene.port);
    Thread failure =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    TimeUnit.MILLISECONDS.sleep(WELL_MILLIS);
                    scene.serverA.become(fault);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    visitors.come(options.seconds());
    failure.join();
    visitors.failures().forEach((what, often) -> System.err.println("  " + often + " × " + what));
    String words =
        String.format(
            Locale.ROOT,
            "%d / %d failed (of %d / %d), %d run twice, p99 GET %.0f ms",
            visitors.failedGets(),
            visitors.failedPosts(),
            visitors.gets(),
            visitors.posts(),
            scene.orders.twice(),
            visitors.p99GetMillis());
    return Result.of(
        id,
        rival,
        words,
        "gets",
        visitors.gets(),
        "failedGets",
        visitors.failedGets(),
        "posts",
        visitors.posts(),
        "failedPosts",
        visitors.failedPosts(),
        "postsRunTwice",
        scene.orders.twice(),
        "p99GetMillis",
        visitors.p99GetMillis());
  }
}
