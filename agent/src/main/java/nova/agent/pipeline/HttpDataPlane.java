package nova.agent.pipeline;

import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nova.agent.balancer.CheckRules;
import nova.agent.balancer.HealthLedger;
import nova.agent.balancer.ServerAddress;
import nova.agent.balancer.ServerState;
import nova.agent.config.Compiled;
import nova.agent.config.ConfigCompiler;
import nova.agent.config.ConfigSnapshot;
import nova.agent.listener.PortPolicy;
import nova.agent.listener.VisitorPort;
import nova.agent.listener.VisitorThreads;
import nova.agent.telemetry.TrafficLedger;
import nova.agent.upstream.Probes;
import nova.link.v1.ConfigProblem;
import nova.link.v1.NodeConfig;
import nova.link.v1.ServerHealth;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioExecutor;
import org.xnio.XnioWorker;

/** The data plane on Undertow and XNIO. */
public final class HttpDataPlane implements DataPlane {
  private static final System.Logger LOG = System.getLogger(HttpDataPlane.class.getName());
  private static final int UNDERTOW_BUFFER_BYTES = 16384;
  private static final int MOST_UNDERTOW_BUFFERS = 4096;
  private static final int DRAIN_POLL_MILLIS = 10;
  private static final int DRAIN_CHECK_MILLIS = 250;

  /** One bound port and who answers there. */
  private record Bound(VisitorPort port, Entrance entrance) {}

  private final DataPlaneSettings settings;
  private final InstantSource clock;
  private final XnioWorker worker;
  private final ByteBufferPool buffers =
      new DefaultByteBufferPool(true, UNDERTOW_BUFFER_BYTES, MOST_UNDERTOW_BUFFERS, 12);
  private final VisitorThreads threads = new VisitorThreads();
  private final NodeContext node;
  private final HealthLedger health;
  private final PlanMaker plans;
  private final Probes probes;
  private final XnioExecutor.Key drains;
  private final List<Runnable> healthListeners = new CopyOnWriteArrayList<>();
  private final Map<String, AtomicInteger> connectionsOfAdc = new HashMap<>();
  private final List<VisitorPort> retired = new CopyOnWriteArrayList<>();
  private volatile Map<ConfigSnapshot.Port, Bound> bound = Map.of();
  private volatile ServingPlan plan = new ServingPlan(0, List.of());

  private HttpDataPlane(DataPlaneSettings settings, TrafficLedger ledger, InstantSource clock)
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
    this.health = new HealthLedger(clock, this::healthChanged);
    this.plans = new PlanMaker(ledger, health);
    this.probes = new Probes(settings.maxConcurrentProbes(), settings.resolveEvery());
    this.drains =
        worker
            .getIoThread()
            .executeAtInterval(this::endDrains, DRAIN_CHECK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Starts the threads; nothing is bound before the first {@link #apply}. */
  public static HttpDataPlane start(
      DataPlaneSettings settings, TrafficLedger ledger, InstantSource clock) throws IOException {
    return new HttpDataPlane(settings, ledger, clock);
  }

  @Override
  public synchronized List<ConfigProblem> apply(NodeConfig config) {
    return switch (ConfigCompiler.compile(config)) {
      case Compiled.Refused refused -> refused.problems();
      case Compiled.Accepted accepted -> apply(accepted.snapshot());
    };
  }

  private List<ConfigProblem> apply(ConfigSnapshot snapshot) {
    ServingPlan next = plans.plan(snapshot);
    Probes.resolveNew(plans.endpoints(), settings.resolveFirst());
    Map<ConfigSnapshot.Port, Bound> ports = new HashMap<>();
    List<Bound> fresh = new ArrayList<>();
    List<ConfigProblem> problems = bindAll(next, ports, fresh);
    if (!problems.isEmpty()) {
      fresh.forEach(b -> b.port().cut());
      settle(plan);
      return problems;
    }
    Map<ConfigSnapshot.Port, Bound> before = bound;
    swap(next, ports);
    fresh.forEach(b -> b.port().serve(b.entrance()));
    before.forEach(
        (key, old) -> {
          if (!old.equals(ports.get(key))) {
            old.port().retire();
            retired.add(old.port());
          }
        });
    retired.removeIf(port -> port.open() == 0);
    return List.of();
  }

  private void swap(ServingPlan next, Map<ConfigSnapshot.Port, Bound> ports) {
    plans.open(next, System.nanoTime());
    for (ServingPlan.AdcPlan adc : next.adcs()) {
      PortPolicy policy = policy(adc.adc());
      for (ConfigSnapshot.Listener listener : adc.adc().listeners()) {
        Bound b = ports.get(listener.at());
        if (b != null) {
          b.entrance().plan(adc);
          b.port().policy(policy);
        }
      }
    }
    plan = next;
    bound = Map.copyOf(ports);
    settle(next);
    probes.watch(PlanMaker.probes(next, this::checked), plans.endpoints());
  }

  /** Forgets everything that is named by a refused or replaced config only. */
  private void settle(ServingPlan served) {
    plans.settle(served);
    Set<String> ids = new HashSet<>();
    served.adcs().forEach(adc -> ids.add(adc.adc().id()));
    connectionsOfAdc.keySet().retainAll(ids);
  }

  private List<ConfigProblem> bindAll(
      ServingPlan next, Map<ConfigSnapshot.Port, Bound> ports, List<Bound> fresh) {
    List<ConfigProblem> problems = new ArrayList<>();
    for (int a = 0; a < next.adcs().size(); a++) {
      ServingPlan.AdcPlan adc = next.adcs().get(a);
      for (int l = 0; l < adc.adc().listeners().size(); l++) {
        ConfigSnapshot.Port key = adc.adc().listeners().get(l).at();
        Bound known = bound.get(key);
        if (known != null) {
          ports.put(key, known);
          continue;
        }
        try {
          Bound b = bind(key, adc);
          fresh.add(b);
          ports.put(key, b);
        } catch (IOException taken) {
          problems.add(portProblem("/adcs/" + a + "/listeners/" + l, key, taken));
        }
      }
    }
    return problems;
  }

  private static ConfigProblem portProblem(String at, ConfigSnapshot.Port port, IOException cause) {
    String said = String.valueOf(cause.getMessage());
    boolean inUse = said.contains("in use");
    boolean denied = said.contains("denied");
    return ConfigProblem.newBuilder()
        .setPointer(at + (inUse || denied ? "/port" : "/address"))
        .setCode(inUse ? "port-in-use" : denied ? "port-not-allowed" : "address-not-here")
        .setMessage(
            inUse
                ? "Another program on the node listens on port " + port.port() + "."
                : denied
                    ? "The agent may not listen on port "
                        + port.port()
                        + "; ports below 1024 need"
                        + " a privilege."
                    : "The node has no address " + port.address() + ".")
        .build();
  }

  private Bound bind(ConfigSnapshot.Port key, ServingPlan.AdcPlan adc) throws IOException {
    InetAddress address = InetAddress.ofLiteral(key.address());
    if (address.isAnyLocalAddress() && settings.bindOverride().isPresent()) {
      address = InetAddress.ofLiteral(settings.bindOverride().get());
    }
    VisitorPort port =
        VisitorPort.bind(
            worker,
            threads,
            new InetSocketAddress(address, key.port()),
            settings.backlog(),
            buffers,
            policy(adc.adc()));
    return new Bound(port, new Entrance(node, adc));
  }

  private PortPolicy policy(ConfigSnapshot.Adc adc) {
    ConfigSnapshot.VisitorLimits limits = adc.limits();
    return new PortPolicy(
        limits.maxHeaderBytes(),
        limits.maxHeaders(),
        limits.headerTimeout(),
        limits.idleTimeout(),
        limits.maxConnections(),
        connectionsOfAdc.computeIfAbsent(adc.id(), id -> new AtomicInteger()));
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
    return bound.values().stream().map(b -> b.port().address()).toList();
  }

  /** What is left with a server when its drain is over may be cut off; exchanges look at that. */
  private void endDrains() {
    long now = clock.millis();
    for (ServingPlan.AdcPlan adc : plan.adcs()) {
      for (ServingPlan.PoolPlan pool : adc.pools()) {
        for (int i = 0; i < pool.states().length; i++) {
          long until = pool.pool().servers().get(i).drainUntilMillis().orElse(0L);
          pool.states()[i].force(until > 0 && now >= until);
        }
      }
    }
  }

  @Override
  public List<ServerHealth> health() {
    List<ServerHealth> all = new ArrayList<>();
    for (ServingPlan.AdcPlan adc : plan.adcs()) {
      for (ServingPlan.PoolPlan pool : adc.pools()) {
        for (int i = 0; i < pool.states().length; i++) {
          all.add(health(adc, pool, i));
        }
      }
    }
    return all;
  }

  private static ServerHealth health(
      ServingPlan.AdcPlan adc, ServingPlan.PoolPlan pool, int server) {
    ServerState.Verdict verdict = pool.states()[server].verdict();
    return ServerHealth.newBuilder()
        .setAdcId(adc.adc().id())
        .setPoolId(pool.pool().id())
        .setServerId(pool.pool().servers().get(server).id())
        .setState(
            switch (verdict.health()) {
              case UNKNOWN -> ServerHealth.State.UNKNOWN;
              case HEALTHY -> ServerHealth.State.HEALTHY;
              case UNHEALTHY -> ServerHealth.State.UNHEALTHY;
            })
        .setSinceMillis(verdict.sinceMillis())
        .setCause(verdict.cause())
        .setPassive(verdict.passive())
        .setInFlight(Math.max(0, pool.states()[server].inFlight()))
        .build();
  }

  @Override
  public void onHealthChange(Runnable listener) {
    healthListeners.add(listener);
  }

  @Override
  public int openConnections() {
    return threads.open();
  }

  @Override
  public boolean drain(Duration deadline) throws InterruptedException {
    node.drain();
    bound.values().forEach(b -> b.port().retire());
    long end = System.nanoTime() + deadline.toNanos();
    while (node.inFlight() > 0 || threads.open() > 0) {
      if (System.nanoTime() - end >= 0) {
        return node.inFlight() == 0 && !threads.headsUnderWay();
      }
      TimeUnit.MILLISECONDS.sleep(DRAIN_POLL_MILLIS);
    }
    return true;
  }

  @Override
  public void close() {
    probes.close();
    drains.remove();
    bound.values().forEach(b -> b.port().cut());
    retired.forEach(VisitorPort::cut);
    threads.stop();
    node.stop();
    worker.shutdownNow();
  }
}
