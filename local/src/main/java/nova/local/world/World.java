package nova.local.world;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nova.local.agent.LocalAgent;
import nova.local.clickhouse.ClickHouseAccess;
import nova.local.control.ControlPlaneSettings;
import nova.local.control.LocalControlPlane;
import nova.local.digitalocean.LocalDigitalOcean;
import nova.local.postgres.PostgresAccess;
import nova.local.secrets.LocalSecrets;
import nova.local.sendgrid.LocalSendGrid;
import nova.local.sentry.LocalSentry;
import nova.local.stripe.LocalStripe;
import nova.local.web.SampleWebServer;

/** Everything but the agents, running. */
public final class World implements AutoCloseable {
  private final Stopping stopping;
  private final WorldSettings settings;
  private final PostgresAccess postgres;
  private final ClickHouseAccess clickhouse;
  private final StandIns standIns;
  private final LocalControlPlane control;
  private final Map<String, LocalAgent> agents = new ConcurrentHashMap<>();

  /** What runs inside this process. */
  public record StandIns(
      LocalSendGrid sendgrid,
      LocalSentry sentry,
      LocalStripe stripe,
      LocalDigitalOcean digitalocean,
      SampleWebServer serverA,
      SampleWebServer serverB) {}

  private World(
      Stopping stopping,
      WorldSettings settings,
      PostgresAccess postgres,
      ClickHouseAccess clickhouse,
      StandIns standIns,
      LocalControlPlane control) {
    this.stopping = stopping;
    this.settings = settings;
    this.postgres = postgres;
    this.clickhouse = clickhouse;
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

  private static World start(WorldSettings settings, Progress progress, Stopping stopping)
      throws Exception {
    LocalSecrets secrets = new LocalSecrets(settings.directory().resolve("secrets"));
    PostgresAccess postgres;
    ClickHouseAccess clickhouse;
    StandIns standIns;
    try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<PostgresAccess> first =
          together.submit(
              () ->
                  stopping
                      .with(progress.step("PostgreSQL", () -> Stores.postgres(settings, secrets)))
                      .access());
      Future<ClickHouseAccess> second =
          together.submit(
              () ->
                  stopping
                      .with(progress.step("ClickHouse", () -> Stores.clickhouse(settings, secrets)))
                      .access());
      standIns =
          progress.step(
              "Stand-ins and sample servers", () -> standIns(settings, secrets, stopping));
      postgres = get(first);
      clickhouse = get(second);
    }
    Map<String, String> environment =
        environment(settings, secrets, postgres, clickhouse, standIns);
    LocalControlPlane control =
        progress.step(
            "Control plane on Open Liberty",
            () ->
                LocalControlPlane.start(
                    new ControlPlaneSettings(
                        settings.root().resolve("target/liberty/wlp"),
                        settings.directory().resolve("control"),
                        settings.ports().console(),
                        environment)));
    stopping.add("control plane", control);
    return new World(stopping, settings, postgres, clickhouse, standIns, control);
  }

  private static <T> T get(Future<T> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static StandIns standIns(
      WorldSettings settings, LocalSecrets secrets, Stopping stopping) {
    Ports ports = settings.ports();
    LocalSendGrid sendgrid =
        LocalSendGrid.start(ports.mail(), secrets.get("sendgrid"), InstantSource.system());
    stopping.add("mail", sendgrid);
    LocalSentry sentry = LocalSentry.start(ports.sentry(), secrets.get("sentry"));
    stopping.add("Sentry", sentry);
    LocalStripe stripe = LocalStripe.start(ports.stripe(), secrets.get("stripe"));
    stopping.add("Stripe", stripe);
    LocalDigitalOcean digitalocean =
        LocalDigitalOcean.start(ports.digitalocean(), secrets.get("digitalocean"));
    stopping.add("DigitalOcean", digitalocean);
    SampleWebServer serverA = SampleWebServer.start("A", ports.serverA());
    stopping.add("server A", serverA);
    SampleWebServer serverB = SampleWebServer.start("B", ports.serverB());
    stopping.add("server B", serverB);
    return new StandIns(sendgrid, sentry, stripe, digitalocean, serverA, serverB);
  }

  private static Map<String, String> environment(
      WorldSettings settings,
      LocalSecrets secrets,
      PostgresAccess postgres,
      ClickHouseAccess clickhouse,
      StandIns standIns) {
    Map<String, String> all = new LinkedHashMap<>();
    int port = settings.ports().console();
    all.put("NOVA_HTTP_HOST", "127.0.0.1");
    all.put("NOVA_HTTP_PORT", Integer.toString(port));
    all.put("NOVA_PUBLIC_URL", "http://localhost:" + port);
    all.put("NOVA_POSTGRES_URL", postgres.url());
    all.put("NOVA_POSTGRES_OWNER", postgres.owner().role());
    all.put("NOVA_POSTGRES_OWNER_PASSWORD", postgres.owner().password());
    all.put("NOVA_POSTGRES_APP", postgres.application().role());
    all.put("NOVA_POSTGRES_APP_PASSWORD", postgres.application().password());
    all.put("NOVA_POSTGRES_READER", postgres.reader().role());
    all.put("NOVA_POSTGRES_READER_PASSWORD", postgres.reader().password());
    all.put("NOVA_CLICKHOUSE_URL", clickhouse.url());
    all.put("NOVA_CLICKHOUSE_DATABASE", clickhouse.database());
    all.put("NOVA_CLICKHOUSE_WRITER", clickhouse.writer().user());
    all.put("NOVA_CLICKHOUSE_WRITER_PASSWORD", clickhouse.writer().password());
    all.put("NOVA_CLICKHOUSE_READER", clickhouse.reader().user());
    all.put("NOVA_CLICKHOUSE_READER_PASSWORD", clickhouse.reader().password());
    all.put("NOVA_SENDGRID_URL", standIns.sendgrid().uri().toString());
    all.put("NOVA_SENDGRID_KEY", secrets.get("sendgrid"));
    all.put("NOVA_MAIL_FROM", "nova@example.com");
    all.put("NOVA_SENTRY_DSN", standIns.sentry().dsn());
    all.put("NOVA_ENVIRONMENT", "local");
    return all;
  }

  /** One more agent; it is stopped with the world. */
  public LocalAgent agent(String name, Optional<String> join) throws IOException {
    LocalAgent agent =
        LocalAgent.start(
            settings.root().resolve("agent/target/nova-agent.jar"),
            control.uri(),
            join,
            settings.directory().resolve("agents").resolve(name));
    stopping.add("agent " + name, agent);
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
    return postgres;
  }

  public ClickHouseAccess clickhouse() {
    return clickhouse;
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
