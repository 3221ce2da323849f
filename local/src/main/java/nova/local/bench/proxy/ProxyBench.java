package nova.local.bench.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nova.local.bench.BenchOptions;
import nova.local.bench.FreePorts;
import nova.local.bench.Peer;
import nova.local.bench.Shell;
import nova.local.bench.Started;
import nova.local.bench.TestCertificate;

/**
 * The agent beside HAProxy, nginx and Caddy: processor time per request, added p99 at half of
 * HAProxy's own pace, the first seconds after a start, memory. Proxy on processor 0; server (nginx)
 * and load generators on processor 1; the proxies take turns within every round, so that a busy
 * neighbour hits all of them; medians over rounds; ratios to HAProxy of the same run.
 */
public final class ProxyBench {
  static final int PROXY_CORE = 0;
  private static final int LOAD_CORE = 1;
  private static final int PORT_BASE = 19_000;
  private static final int ROUNDS = 3;
  private static final int SECONDS = 4;
  private final BenchOptions options;
  private final Path dir;
  private final Load load;
  private final WarmUp warmUp;

  private ProxyBench(BenchOptions options, Path dir) throws IOException {
    this.options = options;
    this.dir = dir;
    this.load = new Load(dir, LOAD_CORE);
    this.warmUp = new WarmUp(load);
  }

  public static void main(String[] args) throws Exception {
    BenchOptions options = BenchOptions.parse(args, ROUNDS, SECONDS, PORT_BASE);
    Shell.need("haproxy", "haproxy");
    Shell.need("nginx", "nginx-light");
    Shell.need("caddy", "caddy");
    Shell.need("wrk", "wrk");
    Shell.need("h2load", "nghttp2-client");
    Shell.need("openssl", "openssl");
    new ProxyBench(options, Files.createTempDirectory("nova-bench-proxy")).run();
  }

  private void run() throws Exception {
    TestCertificate certificate = TestCertificate.make(dir);
    int base = FreePorts.from(options.portBase(), Proxies.PORTS);
    try (Started started = new Started()) {
      Peer backend = Backend.on(dir, base);
      started.add(backend.startOn(LOAD_CORE, dir.resolve("backend.out")));
      Started.awaitAnswer(backend.port(), "/1k");
      boolean tls = ProxyCase.ALL.stream().anyMatch(each -> each.tls() && options.wants(each.id()));
      List<YoungProxy> proxies = new ArrayList<>();
      for (Peer peer : Proxies.all(dir, base, certificate, tls)) {
        if (peer.name().equals("haproxy") || options.wantsPeer(peer.name())) {
          proxies.add(start(peer, started));
        }
      }
      for (ProxyCase each : ProxyCase.ALL) {
        if (options.wants(each.id())) {
          measure(each, backend, proxies);
        }
      }
      for (YoungProxy proxy : proxies) {
        reportProcess(proxy);
      }
    }
  }

  private YoungProxy start(Peer peer, Started started) throws Exception {
    say("starting " + peer.name());
    YoungProxy proxy = YoungProxy.start(peer, dir, started);
    return options.wants(YoungProxy.CASE) ? proxy.after(load) : proxy;
  }

  private void measure(ProxyCase each, Peer backend, List<YoungProxy> all) throws Exception {
    List<YoungProxy> proxies = all.stream().filter(proxy -> each.suits(proxy.peer())).toList();
    for (YoungProxy proxy : proxies) {
      say(each.name() + ", warming up " + proxy.name());
      warmUp.of(each, proxy.peer());
    }
    Map<String, List<Figures.Sample>> samples = new LinkedHashMap<>();
    Turns turns = new Turns(load, each, options.seconds());
    for (int round = 1; round <= options.rounds(); round++) {
      for (YoungProxy proxy : proxies) {
        say("%s, round %d of %d, %s".formatted(each.name(), round, options.rounds(), proxy.name()));
        note(samples, proxy.name(), turns.through(proxy));
      }
      note(samples, Figures.DIRECT, turns.direct(backend));
    }
    report(each, samples);
    for (YoungProxy proxy : all) {
      if (!each.suits(proxy.peer())) {
        System.out.println(
            options.json() ? each.jsonWithout(proxy.name()) : each.without(proxy.name()));
      }
    }
  }

  private static void note(
      Map<String, List<Figures.Sample>> samples, String name, Figures.Sample turn) {
    samples.computeIfAbsent(name, key -> new ArrayList<>()).add(turn);
  }

  private void report(ProxyCase each, Map<String, List<Figures.Sample>> samples) {
    List<Figures> figures = new ArrayList<>();
    samples.forEach((proxy, turns) -> figures.add(Figures.medians(each, proxy, turns)));
    Figures haproxy = figures.getFirst();
    Figures direct = figures.getLast();
    for (Figures f : figures) {
      System.out.println(options.json() ? f.json(haproxy, direct) : f.line(haproxy, direct));
    }
  }

  private void reportProcess(YoungProxy proxy) throws Exception {
    if (options.wants(YoungProxy.CASE)) {
      say(proxy.name() + ", steady");
      warmUp.of(YoungProxy.VISITS, proxy.peer());
      System.out.println(proxy.age(load, options.json()));
    }
    if (options.wants("process")) {
      System.out.println(proxy.memory(options.json()));
    }
  }

  private static void say(String what) {
    System.err.println(what);
  }
}
