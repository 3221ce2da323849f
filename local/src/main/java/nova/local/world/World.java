package nova.local.world;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nova.local.agent.AgentCommand;
import nova.local.agent.LocalAgent;
import nova.local.clickhouse.ClickHouseAccess;
import nova.local.control.ControlPlaneSettings;
import nova.local.control.LocalControlPlane;
import nova.local.postgres.PostgresAccess;
import nova.local.secrets.LocalSecrets;
import nova.local.world.Stopping.Turn;

/** Everything but the agents, running. */
public final class World implements AutoCloseable {
  private final Stopping stopping;
  private final WorldSettings settings;
  private final Stores stores;
  private final StandIns standIns;
  private final LocalControlPlane control;
  private final Map<String, LocalAgent> agents = new ConcurrentHashMap<>();

  private World(
      Stopping stopping,
      WorldSettings settings,
      Stores stores,
      StandIns standIns,
      LocalControlPlane control) {
    this.stopping = stopping;
    this.settings = settings;
    this.stores = stores;
    this.standIns = standIns;
    this.control = control;
  }

  /** Starts it; what was started already is stopped again when something does not start. */
  public static World start(WorldSettings settings, Progress progress) throws Exception {
    Stopping stopping = new Stopping();
    try {
      return start(settings, progress, stopping);
    } catch (Exception e) {
      stopping.close();
      throw e;
    }
  }

  /**
   * The control plane goes first although it needs all the rest: it takes longest, and where it
   * first needs a store it waits for one that is not there yet.
   */
  private static World start(WorldSettings settings, Progress progress, Stopping stopping)
      throws Exception {
    LocalSecrets secrets = new LocalSecrets(settings.directory().resolve("secrets"));
    Stores stores = new Stores(settings, secrets);
    long began = System.nanoTime();
    LocalControlPlane control =
        stopping.add(
            Turn.CONTROL_PLANE,
            "control plane",
            LocalControlPlane.launch(
                new ControlPlaneSettings(
                    settings.root().resolve("target/liberty/wlp"),
                    settings.directory().resolve("control"),
                    settings.root().resolve(".nova/cache"),
                    settings.ports().console(),
                    ControlPlaneEnvironment.of(settings, secrets, stores))));
    StandIns standIns;
    try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> postgres =
          together.submit(() -> open("PostgreSQL", stores::openPostgres, progress, stopping));
      Future<?> clickhouse =
          together.submit(() -> open("ClickHouse", stores::openClickHouse, progress, stopping));
      standIns =
          progress.step(
              "Stand-ins and sample servers",
              () -> StandIns.start(settings.directory(), settings.ports(), secrets, stopping));
      await(postgres);
      await(clickhouse);
    }
    control.awaitReady();
    progress.done("Control plane on Open Liberty", Duration.ofNanos(System.nanoTime() - began));
    return new World(stopping, settings, stores, standIns, control);
  }

  private static AutoCloseable open(
      String name, Callable<AutoCloseable> store, Progress progress, Stopping stopping)
      throws Exception {
    return stopping.add(Turn.STORE, name, progress.step(name, store));
  }

  private static void await(Future<?> future) throws Exception {
    try {
      future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** One more agent; it is stopped with the world. */
  public LocalAgent agent(String name, Optional<String> join) throws IOException {
    LocalAgent agent =
        LocalAgent.start(
            new AgentCommand(
                AgentCommand.homeIn(settings.root()),
                control.uri().toString(),
                settings.directory().resolve("agents").resolve(name)),
            join);
    stopping.add(Turn.AGENT, "agent " + name, agent);
    agents.put(name, agent);
    return agent;
  }

  /** Has what ends by itself from now on started again. */
  void watchedBy(Supervision supervision) {
    supervision.watch("Control plane", control::process, control::restart);
    agents.forEach(
        (name, agent) -> supervision.watch("Agent " + name, agent::process, agent::restart));
  }

  public URI api() {
    return control.uri().resolve("/api/v1");
  }

  public WorldSettings settings() {
    return settings;
  }

  public PostgresAccess postgres() {
    return stores.postgres();
  }

  public ClickHouseAccess clickhouse() {
    return stores.clickhouse();
  }

  public StandIns standIns() {
    return standIns;
  }

  public LocalControlPlane control() {
    return control;
  }

  @Override
  public void close() {
    stopping.close();
  }
}
