package nova.local.bench.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nova.local.bench.Shell;

/** The load generators, on the processor that is not the proxy's. */
final class Load {
  private static final Pattern WRK_REQUESTS = Pattern.compile("(\\d+) requests in ");
  private static final Pattern WRK_FAULTS =
      Pattern.compile("Non-2xx or 3xx responses: (\\d+)|Socket errors: (.*)");
  private static final Pattern H2LOAD_GOOD = Pattern.compile("status codes: (\\d+) 2xx");
  private static final Pattern H2LOAD_FAULTS =
      Pattern.compile("[1-9]\\d* failed|[1-9]\\d* errored|[1-9]\\d* timeout");

  /** h2load opens its connections over this many steps, so that they do not ask in step. */
  private static final int START_STEPS = 16;

  private final int core;
  private final Path body;
  private final Path post;

  Load(Path dir, int core) throws IOException {
    this.core = core;
    this.body = Files.write(dir.resolve("body"), new byte[ProxyCase.POST_BYTES]);
    this.post =
        Files.writeString(
            dir.resolve("post.lua"),
            "wrk.method = 'POST'\nwrk.body = string.rep('x', " + ProxyCase.POST_BYTES + ")\n");
  }

  /** As many requests as the proxy takes. */
  record Flood(long requests, double seconds, String faults) {
    double perSecond() {
      return requests / seconds;
    }
  }

  Flood flood(ProxyCase each, String url, int seconds) throws IOException, InterruptedException {
    long start = System.nanoTime();
    if (each.wire() == ProxyCase.Wire.HTTP2_TLS) {
      String out = run(h2load(each, List.of("-D" + seconds, url)));
      long good = number(H2LOAD_GOOD.matcher(out), out);
      Matcher faults = H2LOAD_FAULTS.matcher(out);
      return new Flood(good, seconds(start), faults.find() ? faults.group() : "");
    }
    List<String> wrk =
        new ArrayList<>(List.of("wrk", "-t1", "-c" + each.connections(), "-d" + seconds + "s"));
    if (each.post()) {
      wrk.addAll(List.of("-s", post.toString()));
    }
    wrk.add(url);
    String out = run(wrk);
    long requests = number(WRK_REQUESTS.matcher(out), out);
    Matcher faults = WRK_FAULTS.matcher(out);
    return new Flood(requests, seconds(start), faults.find() ? faults.group() : "");
  }

  /** Latencies of requests started at a fixed pace, microseconds, sorted. */
  long[] paced(ProxyCase each, String url, int perSecond, int seconds)
      throws IOException, InterruptedException {
    int connections = each.connections();
    int perConnection = Math.max(1, perSecond / connections);
    Path log = Files.createTempFile("nova-bench", ".tsv");
    try {
      run(
          h2load(
              each,
              List.of(
                  "--rps=" + perConnection,
                  "-n" + (long) perConnection * connections * seconds,
                  "-r" + Math.max(1, connections / START_STEPS),
                  "--rate-period=7ms",
                  "--log-file=" + log,
                  url)));
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

  private List<String> h2load(ProxyCase each, List<String> more) {
    List<String> words = new ArrayList<>(List.of("h2load", "-t1", "-c" + each.connections()));
    words.add(each.wire() == ProxyCase.Wire.HTTP2_TLS ? "-m" + ProxyCase.HTTP2_STREAMS : "--h1");
    if (each.post()) {
      words.addAll(List.of("-d", body.toString()));
    }
    words.addAll(more);
    return words;
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    return Shell.output(Shell.on(core, command));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static long number(Matcher found, String out) throws IOException {
    if (!found.find()) {
      throw new IOException("the load generator did not say how many requests it made:\n" + out);
    }
    return Long.parseLong(found.group(1));
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
