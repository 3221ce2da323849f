package nova.local.bench;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The agent beside HAProxy and nginx: processor time per request, p99 at half of HAProxy's own
 * pace, memory, time to the first request. Proxy on core 0; backend (nginx, static files) and load
 * generators on core 1; the proxies take turns within every round, so that a busy neighbour hits
 * all of them; medians over rounds; ratios to HAProxy of the same run.
 */
public final class ProxyBench {
  private static final int PROXY_CORE = 0;
  private static final int LOAD_CORE = 1;
  private static final int WARM_UP_REQUESTS = 250_000;

  /** One thing measured: a body size and a number of visitor connections. */
  private record Case(String name, String path, int connections) {}

  private static final List<Case> CASES =
      List.of(
          new Case("1 KB, 32 connections", "/1k", 32),
          new Case("1 KB, 256 connections", "/1k", 256),
          new Case("100 KB, 32 connections", "/100k", 32),
          new Case("100 KB, 256 connections", "/100k", 256));

  private final BenchOptions options;
  private final Path dir;
  private final Map<Peer, Process> running = new LinkedHashMap<>();
  private final Map<Peer, Double> firstRequestMillis = new LinkedHashMap<>();
  private final Map<Peer, Long> idleBytes = new LinkedHashMap<>();

  private ProxyBench(BenchOptions options, Path dir) {
    this.options = options;
    this.dir = dir;
  }

  public static void main(String[] args) throws Exception {
    BenchOptions options = BenchOptions.parse(args);
    Shell.need("haproxy", "haproxy");
    Shell.need("nginx", "nginx-light");
    Shell.need("wrk", "wrk");
    Shell.need("h2load", "nghttp2-client");
    Path dir = Files.createTempDirectory("nova-bench-proxy");
    new ProxyBench(options, dir).run();
  }

  private void run() throws Exception {
    int base = options.portBase();
    Process backend = Backend.start(dir, base, LOAD_CORE);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(backend), "stop"));
    List<Peer> peers =
        List.of(
            Peer.haproxy(dir, base + 1, base),
            Peer.nginx(dir, base + 2, base),
            Peer.haproxy(dir, base + 3, base));
    awaitPort(base);
    for (Peer peer : peers) {
      startAndAsk(peer);
    }
    for (Peer peer : peers) {
      say("warming up " + peer.name());
      long done = 0;
      while (done < WARM_UP_REQUESTS) {
        done += Load.flood(LOAD_CORE, url(peer, "/1k"), 64, 2).requests();
      }
    }
    for (Case each : CASES) {
      report(measure(each, peers));
    }
    reportMemory(peers);
  }

  private void startAndAsk(Peer peer) throws Exception {
    long start = System.nanoTime();
    Process process = peer.start(PROXY_CORE, dir.resolve(peer.name() + ".log"));
    running.put(peer, process);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url(peer, "/1k"))).build();
      awaitPort(peer.port());
      HttpResponse<Void> answer = client.send(request, HttpResponse.BodyHandlers.discarding());
      if (answer.statusCode() != 200) {
        throw new IOException(peer.name() + " answers " + answer.statusCode() + ", see " + dir);
      }
    }
    firstRequestMillis.put(peer, (System.nanoTime() - start) / 1e6);
    idleBytes.put(peer, ProcessCost.residentBytes(process.toHandle()));
  }

  private Map<Peer, Figures> measure(Case each, List<Peer> peers) throws Exception {
    Map<Peer, List<double[]>> samples = new LinkedHashMap<>();
    int pace = 0;
    for (int round = 1; round <= options.rounds(); round++) {
      for (Peer peer : peers) {
        say("%s, round %d of %d, %s".formatted(each.name(), round, options.rounds(), peer.name()));
        ProcessHandle process = running.get(peer).toHandle();
        long before = ProcessCost.cpuMicros(process);
        Load.Flood flood =
            Load.flood(LOAD_CORE, url(peer, each.path()), each.connections(), options.seconds());
        double cpu = (double) (ProcessCost.cpuMicros(process) - before) / flood.requests();
        double perSecond = flood.requests() / flood.seconds();
        if (pace == 0) {
          pace = (int) (perSecond / 2); // HAProxy goes first
        }
        if (!flood.faults().isEmpty()) {
          System.err.println(peer.name() + ": " + flood.faults());
        }
        long[] paced =
            Load.paced(
                LOAD_CORE, url(peer, each.path()), each.connections(), pace, options.seconds());
        samples
            .computeIfAbsent(peer, p -> new ArrayList<>())
            .add(
                new double[] {cpu, perSecond, Load.quantile(paced, .5), Load.quantile(paced, .99)});
      }
    }
    Map<Peer, Figures> figures = new LinkedHashMap<>();
    samples.forEach((peer, rows) -> figures.put(peer, Figures.medians(each.name(), rows)));
    return figures;
  }

  private void report(Map<Peer, Figures> figures) {
    Figures haproxy = figures.entrySet().iterator().next().getValue();
    figures.forEach(
        (peer, f) ->
            System.out.println(
                options.json() ? f.json(peer.name(), haproxy) : f.line(peer.name(), haproxy)));
  }

  private void reportMemory(List<Peer> peers) throws IOException {
    for (Peer peer : peers) {
      double idle = idleBytes.getOrDefault(peer, 0L) / 1048576.0;
      double loaded = ProcessCost.residentBytes(running.get(peer).toHandle()) / 1048576.0;
      double first = firstRequestMillis.getOrDefault(peer, 0.0);
      String form =
          options.json()
              ? "{\"bench\":\"proxy\",\"case\":\"process\",\"proxy\":\"%s\",\"rssIdleMiB\":%.1f,\"rssLoadedMiB\":%.1f,\"firstRequestMillis\":%.0f}"
              : "process                 %-8s RSS idle %6.1f MiB, loaded %6.1f MiB; first request after %5.0f ms";
      System.out.println(String.format(Locale.ROOT, form, peer.name(), idle, loaded, first));
    }
  }

  private static String url(Peer peer, String path) {
    return "http://127.0.0.1:" + peer.port() + path;
  }

  private static void awaitPort(int port) throws InterruptedException, IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (true) {
      try (Socket ignored = new Socket("127.0.0.1", port)) {
        return;
      } catch (IOException notYet) {
        if (System.nanoTime() > deadline) {
          throw new IOException("nothing listens on port " + port + " after 20 s", notYet);
        }
        Thread.sleep(5);
      }
    }
  }

  private void stop(Process backend) {
    running.values().forEach(ProxyBench::stopTree);
    stopTree(backend);
  }

  private static void stopTree(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  private static void say(String what) {
    System.err.println(what);
  }
}
