package nova.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generators, each on the core that is not the proxy's. */
final class Load {
  private static final Pattern WRK_REQUESTS = Pattern.compile("(\\d+) requests in ");
  private static final Pattern WRK_FAULTS =
      Pattern.compile("Non-2xx or 3xx responses: (\\d+)|Socket errors: (.*)");

  private Load() {}

  /** As many requests as the proxy takes. */
  record Flood(long requests, double seconds, String faults) {}

  static Flood flood(int core, String url, int connections, int seconds)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    String out =
        Shell.output(
            List.of(
                "taskset",
                "-c",
                "" + core,
                "wrk",
                "-t1",
                "-c" + connections,
                "-d" + seconds + "s",
                url));
    double took = (System.nanoTime() - start) / 1e9;
    Matcher requests = WRK_REQUESTS.matcher(out);
    if (!requests.find()) {
      throw new IOException("wrk did not say how many requests it made:\n" + out);
    }
    Matcher faults = WRK_FAULTS.matcher(out);
    return new Flood(Long.parseLong(requests.group(1)), took, faults.find() ? faults.group() : "");
  }

  /** Latencies of requests started at a fixed pace, microseconds, sorted. */
  static long[] paced(int core, String url, int connections, int perSecond, int seconds)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("nova-bench", ".tsv");
    try {
      Shell.output(
          List.of(
              "taskset",
              "-c",
              "" + core,
              "h2load",
              "--h1",
              "-t1",
              "-c" + connections,
              "--rps=" + Math.max(1, perSecond / connections),
              "-D" + seconds,
              "--log-file=" + log,
              url));
      return Files.readAllLines(log).stream()
          .map(line -> line.split("\t", -1))
          .filter(columns -> columns.length >= 3 && columns[1].equals("200"))
          .mapToLong(columns -> Long.parseLong(columns[2]))
          .sorted()
          .toArray();
    } finally {
      Files.deleteIfExists(log);
    }
  }

  /** Nearest-rank quantile of sorted values. */
  static long quantile(long[] sorted, double q) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(q * sorted.length) - 1];
  }

  static double median(double... values) {
    double[] sorted = Arrays.stream(values).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
