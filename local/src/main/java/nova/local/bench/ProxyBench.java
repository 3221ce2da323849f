package nova.local.bench;

import java.io.IOException;
import java.net.InetAddress;
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
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The agent beside HAProxy and nginx: processor time per request, p99 at half of HAProxy's own
 * pace, memory, time to the first request. Proxy on core 0; backend (nginx, static files) and load
 * generators on core 1; the proxies take turns within every round, so that a busy neighbour hits
 * all of them; medians over rounds; ratios to HAProxy of the same run.
 */
public final class ProxyBench {
  private static final int PROXY_CORE = 0;
  private static final int LOAD_CORE = 1;
  private static final double MEBIBYTE = 1 << 20;
  private static final int WARM_UP_REQUESTS = 150_000;

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
  private final List<Process> started = new CopyOnWriteArrayList<>();
  private final List<Running> running = new ArrayList<>();

  /** A proxy that has answered its first request. */
  private record Running(Peer peer, Process process, double firstRequestMillis, long idleBytes) {
    String url(String path) {
      return "http://127.0.0.1:" + peer.port() + path;
    }

    String name() {
      return peer.name();
    }
  }

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
    awaitPort(base);
    startAndAsk(Peer.haproxy(dir, base + 1, base));
    startAndAsk(Peer.nginx(dir, base + 2, base));
    startAndAsk(NovaPeer.on(dir.resolve("nova"), base + 3, base));
    for (Running proxy : running) {
      say("warming up " + proxy.name());
      long done = 0;
      while (done < WARM_UP_REQUESTS) {
        done += Load.flood(LOAD_CORE, proxy.url("/1k"), 64, 2).requests();
      }
    }
    for (Case each : CASES) {
      measure(each);
    }
    reportProcesses();
  }

  private void startAndAsk(Peer peer) throws Exception {
    long start = System.nanoTime();
    Process process = peer.start(PROXY_CORE, dir.resolve(peer.name() + ".log"));
    started.add(process);
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI target = URI.create("http://127.0.0.1:" + peer.port() + "/1k");
      awaitPort(peer.port());
      HttpResponse<Void> answer =
          client.send(
              HttpRequest.newBuilder(target).build(), HttpResponse.BodyHandlers.discarding());
      if (answer.statusCode() != 200) {
        throw new IOException(peer.name() + " answers " + answer.statusCode() + ", see " + dir);
      }
    }
    double first = (System.nanoTime() - start) / 1e6;
    running.add(new Running(peer, process, first, ProcessCost.residentBytes(process.toHandle())));
  }

  private void measure(Case each) throws Exception {
    Map<String, List<double[]>> samples = new LinkedHashMap<>();
    int pace = 0;
    for (int round = 1; round <= options.rounds(); round++) {
      for (Running proxy : running) {
        say("%s, round %d of %d, %s".formatted(each.name, round, options.rounds(), proxy.name()));
        ProcessHandle process = proxy.process().toHandle();
        String url = proxy.url(each.path);
        long before = ProcessCost.cpuMicros(process);
        Load.Flood flood = Load.flood(LOAD_CORE, url, each.connections, options.seconds());
        double cpu = (double) (ProcessCost.cpuMicros(process) - before) / flood.requests();
        if (!flood.faults().isEmpty()) {
          say(proxy.name() + ": " + flood.faults());
        }
        double perSecond = flood.requests() / flood.seconds();
        if (pace == 0) {
          pace = (int) (perSecond / 2); // HAProxy goes first
        }
        long[] paced = Load.paced(LOAD_CORE, url, each.connections, pace, options.seconds());
        samples
            .computeIfAbsent(proxy.name(), name -> new ArrayList<>())
            .add(
                new double[] {cpu, perSecond, Load.quantile(paced, .5), Load.quantile(paced, .99)});
      }
    }
    report(each, samples);
  }

  private void report(Case each, Map<String, List<double[]>> samples) {
    List<Figures> figures = new ArrayList<>();
    samples.forEach((proxy, rows) -> figures.add(Figures.medians(each.name, proxy, rows)));
    Figures haproxy = figures.getFirst();
    figures.forEach(f -> System.out.println(options.json() ? f.json(haproxy) : f.line(haproxy)));
  }

  private void reportProcesses() throws IOException {
    String form =
        options.json()
            ? "{\"bench\":\"proxy\",\"case\":\"process\",\"proxy\":\"%s\",\"rssIdleMiB\":%.1f,"
                + "\"rssLoadedMiB\":%.1f,\"firstRequestMillis\":%.0f}"
            : "process                 %-8s RSS idle %6.1f MiB, loaded %6.1f MiB;"
                + " first request after %5.0f ms";
    for (Running proxy : running) {
      double loaded = ProcessCost.residentBytes(proxy.process().toHandle()) / MEBIBYTE;
      double idle = proxy.idleBytes() / MEBIBYTE;
      System.out.println(
          String.format(Locale.ROOT, form, proxy.name(), idle, loaded, proxy.firstRequestMillis()));
    }
  }

  private static void awaitPort(int port) throws InterruptedException, IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (true) {
      try (Socket ignored = new Socket(InetAddress.getLoopbackAddress(), port)) {
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
    started.forEach(ProxyBench::stopTree);
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
