package nova.agent.pipeline;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import nova.agent.balancer.CheckRules;
import nova.agent.balancer.HealthLedger;
import nova.agent.balancer.ServerAddress;
import nova.agent.balancer.ServerState;
import nova.agent.config.Compiled;
import nova.agent.config.ConfigCompiler;
import nova.agent.config.ConfigSnapshot;
import nova.agent.telemetry.TrafficLedger;
import nova.agent.upstream.Probes;
import nova.agent.upstream.names.DnsLookup;
import nova.agent.upstream.names.Lookup;
import nova.agent.upstream.names.Names;
import nova.link.v1.ConfigProblem;
import nova.link.v1.NodeConfig;
import nova.link.v1.ServerHealth;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioExecutor;
import org.xnio.XnioWorker;

/** The data plane on Undertow and XNIO. */
public final class HttpDataPlane implements DataPlane {
  private static final System.Logger LOG = System.getLogger(HttpDataPlane.class.getName());
  private static final int DRAIN_POLL_MILLIS = 10;
  private static final int DRAIN_CHECK_MILLIS = 250;
  private static final int REFRESH_SECONDS = 5;

  private final DataPlaneSettings settings;
  private final InstantSource clock;
  private final XnioWorker worker;
  private final NodeContext node;
  private final HealthLedger health;
  private final PlanMaker plans;
  private final Names names;
  private final Probes probes;
  private final XnioExecutor.Key drains;
  // reading files blocks
  private final ScheduledExecutorService refreshing =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("nova-certificates").factory());
  private final List<Runnable> healthListeners = new CopyOnWriteArrayList<>();
  private final Ports ports;
  private @Nullable ConfigSnapshot served;
  private long namesServed;
  private volatile ServingPlan plan = new ServingPlan(0, List.of());

  private HttpDataPlane(
      DataPlaneSettings settings, TrafficLedger ledger, InstantSource clock, Lookup lookup)
      throws IOException {
    this.settings = settings;
    this.clock = clock;
    this.worker =
        Xnio.getInstance()
            .createWorker(
                OptionMap.builder()
                    .set(Options.WORKER_NAME, "nova")
                    .set(Options.WORKER_IO_THREADS, settings.ioThreads())
                    .set(Options.WORKER_TASK_CORE_THREADS, 1)
                    .set(Options.WORKER_TASK_MAX_THREADS, 2)
                    .set(Options.THREAD_DAEMON, true)
                    .getMap());
    String pseudonym =
        "nova-" + Long.toHexString(ThreadLocalRandom.current().nextLong() | 1L << 63);
    this.node =
        new NodeContext(
            settings.bufferBytes(),
            new SpoolRoom(settings.spoolMemoryBytes(), settings.spoolDiskBytes()),
            pseudonym);
    this.ports = new Ports(settings, worker, node, clock);
    this.health = new HealthLedger(clock, this::healthChanged);
    this.names =
        new Names(
            lookup,
            new Names.Limits(settings.shortestTtl(), settings.longestTtl()),
            clock,
            this::namesChanged);
    this.plans = new PlanMaker(ledger, health, names);
    this.probes = new Probes(settings.maxConcurrentProbes());
    var unused =
        refreshing.scheduleWithFixedDelay(
            this::refreshCertificates, REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
    this.drains =
        worker
            .getIoThread()
            .executeAtInterval(this::endDrains, DRAIN_CHECK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Starts the threads; nothing is bound before the first {@link #apply}. */
  public static HttpDataPlane start(
      DataPlaneSettings settings, TrafficLedger ledger, InstantSource clock) throws IOException {
    return start(settings, ledger, clock, DnsLookup.ofTheNode());
  }

  /** The same with another way to find names. */
  static HttpDataPlane start(
      DataPlaneSettings settings, TrafficLedger ledger, InstantSource clock, Lookup lookup)
      throws IOException {
    return new HttpDataPlane(settings, ledger, clock, lookup);
  }

  @Override
  public synchronized List<ConfigProblem> apply(NodeConfig config) {
    return switch (ConfigCompiler.compile(config)) {
      case Compiled.Refused refused -> refused.problems();
      case Compiled.Accepted accepted -> apply(accepted.snapshot());
    };
  }

  private List<ConfigProblem> apply(ConfigSnapshot snapshot) {
    List<ConfigProblem> unusable = plans.transports().prepare(snapshot);
    plans.learnNames(snapshot, settings.resolveFirst());
    long namesBefore = names.changes();
    ServingPlan next = plans.plan(snapshot);
    Ports.Change change = ports.prepare(next, unusable);
    if (!change.problems().isEmpty()) {
      settle(plan);
      return change.problems();
    }
    served = snapshot;
    namesServed = namesBefore;
    plans.open(next, System.nanoTime());
    plan = next;
    ports.commit(change, next);
    settle(next);
    watch(next);
    return List.of();
  }

  /** The same config again, with the addresses of today; listeners do not notice. */
  private synchronized void namesChanged() {
    long namesNow = names.changes();
    ConfigSnapshot snapshot = served;
    if (snapshot == null || namesNow == namesServed) {
      return;
    }
    namesServed = namesNow;
    ServingPlan next = plans.plan(snapshot);
    plans.open(next, System.nanoTime());
    plan = next;
    ports.replan(next);
    settle(next);
    watch(next);
    healthListeners.forEach(Runnable::run);
  }

  private void refreshCertificates() {
    ports.refreshCertificates();
    plans.transports().refresh();
  }

  private void watch(ServingPlan next) {
    probes.watch(Checks.targets(next, this::checked));
  }

  /** Forgets everything that is named by a refused or replaced config only. */
  private void settle(ServingPlan served) {
    plans.settle(served);
    ports.settle(served);
  }

  private void checked(ServerState state, String cause, CheckRules rules) {
    health.checked(state, cause, rules, System.nanoTime());
  }

  private void healthChanged(ServerAddress server, ServerState.Verdict verdict) {
    LOG.log(
        Level.INFO,
        "server {0}:{1} is {2}{3}",
        server.host(),
        Integer.toString(server.port()),
        verdict.health() == ServerState.Health.UNHEALTHY ? "set aside: " : "well",
        verdict.cause());
    healthListeners.forEach(Runnable::run);
  }

  @Override
  public long appliedVersion() {
    return plan.version();
  }

  @Override
  public List<InetSocketAddress> listening() {
    return ports.listening();
  }

  private void endDrains() {
    PlanMaker.endDrains(plan, clock.millis());
  }

  @Override
  public List<ServerHealth> health() {
    return HealthWords.of(plan, names);
  }

  @Override
  public void onHealthChange(Runnable listener) {
    healthListeners.add(listener);
  }

  @Override
  public int openConnections() {
    return ports.threads().open();
  }

  @Override
  public boolean drain(Duration deadline) throws InterruptedException {
    node.drain();
    ports.retireAll();
    long end = System.nanoTime() + deadline.toNanos();
    while (node.inFlight() > 0 || ports.threads().open() > 0) {
      if (System.nanoTime() - end >= 0) {
        return node.inFlight() == 0 && !ports.threads().underWay();
      }
      TimeUnit.MILLISECONDS.sleep(DRAIN_POLL_MILLIS);
    }
    return true;
  }

  @Override
  public void close() {
    probes.close();
    names.close();
    drains.remove();
    refreshing.shutdownNow();
    ports.cutAll();
    node.stop();
    worker.shutdownNow();
  }
}
