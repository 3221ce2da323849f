package nova.local.bench.resilience;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import nova.local.bench.BenchOptions;

/** Downloads of 50 MB, each from a server that dies half-way. */
record DownloadCut(String id, String title, boolean http2) implements Scenario {
  private static final int TIMES = 4;

  /** The dead server is back, and every balancer has seen it, before the next one. */
  private static final long RECOVERY_SECONDS = 12;

  /** The others finish none at HTTP/1.1 already. */
  @Override
  public boolean suits(Rival rival) {
    return !http2 || rival == Rival.NOVA;
  }

  @Override
  public Result play(Rival rival, Scene scene, BenchOptions options) throws Exception {
    if (http2 && curl(scene.port, "/quick", Path.of("/dev/null")) != 0) {
      return Result.of(id, rival, "does not offer this yet", "offered", 0);
    }
    Path expected = Files.write(Files.createTempFile("nova-bench", ".bin"), Downloads.expected());
    Path got = Files.createTempFile("nova-bench", ".bin");
    int whole = 0;
    try {
      for (int i = 0; i < TIMES; i++) {
        if (i > 0) {
          TimeUnit.SECONDS.sleep(RECOVERY_SECONDS);
        }
        scene.downloads.killTheNext();
        int code = curl(scene.port, "/download", got);
        boolean same = code == 0 && Files.mismatch(expected, got) < 0;
        if (code == 0 && !same) {
          System.err.println("  wrong bytes, and curl was told they are right");
        }
        whole += same ? 1 : 0;
        scene.serverA.become(FaultyServer.State.WELL);
        scene.serverB.become(FaultyServer.State.WELL);
      }
    } finally {
      Files.delete(expected);
      Files.delete(got);
    }
    return Result.of(
        id,
        rival,
        String.format(Locale.ROOT, "%d of %d whole", whole, TIMES),
        "downloads",
        TIMES,
        "whole",
        whole);
  }

  private int curl(int port, String path, Path to) throws IOException, InterruptedException {
    return new ProcessBuilder(
            List.of(
                "curl",
                "-s",
                http2 ? "--http2-prior-knowledge" : "--http1.1",
                "--max-time",
                "60",
                "-o",
                to.toString(),
                "http://127.0.0.1:" + port + path))
        .inheritIO()
        .start()
        .waitFor();
  }
}
