package nova.nodes.store;

import java.time.Instant;
import nova.nodes.document.CircuitBreaker;
import nova.nodes.document.HashKey;
import nova.nodes.document.HealthCheck;
import nova.nodes.document.HealthCheck.Header;
import nova.nodes.document.HealthCheck.JsonAssertion;
import nova.nodes.document.HealthCheck.Kind;
import nova.nodes.document.HealthCheck.Method;
import nova.nodes.document.PassiveHealth;
import nova.nodes.document.Pool;
import nova.nodes.document.Pool.Algorithm;
import nova.nodes.document.Resume;
import nova.nodes.document.RetryRules;
import nova.nodes.document.Server;
import nova.nodes.document.Server.Drain;
import nova.nodes.document.ServerProtocol;
import nova.nodes.document.ServerTls;
import nova.nodes.document.Stage;
import nova.nodes.document.StatusRange;
import nova.nodes.document.Stickiness;
import nova.nodes.document.Timeouts;
import org.jspecify.annotations.Nullable;

/** The part of a stored document that is a pool. */
final class StoredPool {
  private StoredPool() {}

  static Pool read(StoredJson json) {
    return new Pool(
        json.text("name"),
        algorithm(json),
        json.part("hashKey", StoredPool::hashKey),
        json.parts("servers", StoredPool::server),
        json.part("healthCheck", StoredPool::healthCheck),
        json.part("stickiness", StoredPool::stickiness),
        json.maybeNumber("slowStartMillis"),
        json.part("passiveHealth", StoredPool::passiveHealth),
        json.part("retry", StoredPool::retry),
        json.part("resume", StoredPool::resume),
        json.part("circuitBreaker", StoredPool::circuitBreaker),
        json.part("tls", StoredPool::tls),
        json.part("serverProtocol", StoredPool::serverProtocol),
        json.parts("stages", StoredPool::stage),
        json.maybeNumber("zonePercent"),
        timeouts(new StoredJson(json.object().getJsonObject("timeouts"))));
  }

  /** "round-robin" is how it was spelled when it was the only one. */
  private static Algorithm algorithm(StoredJson json) {
    return json.text("algorithm").equals("round-robin")
        ? Algorithm.ROUND_ROBIN
        : json.word("algorithm", Algorithm.class);
  }

  private static Server server(StoredJson json) {
    return new Server(
        json.text("name"),
        json.text("host"),
        json.number("port"),
        json.maybeNumber("weight"),
        json.textOr("zone", ""),
        json.flag("backup", false),
        json.part("drain", it -> new Drain(time(it.maybeText("forceAt")))),
        json.flag("maintenance", false));
  }

  private static @Nullable Instant time(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }

  private static HashKey hashKey(StoredJson json) {
    return new HashKey(
        json.word("source", HashKey.Source.class),
        json.textOr("name", ""),
        json.maybeNumber("boundPercent"));
  }

  private static Stickiness stickiness(StoredJson json) {
    return new Stickiness(json.maybeText("cookieName"), json.maybeNumber("maxAgeSeconds"));
  }

  private static Stage stage(StoredJson json) {
    return new Stage(
        json.text("name"),
        json.texts("servers"),
        json.hundredths("sharePercent"),
        json.parts("headers", StoredDocument::condition),
        json.parts("cookies", StoredDocument::condition));
  }

  private static HealthCheck healthCheck(StoredJson json) {
    return new HealthCheck(
        json.wordOr("kind", Kind.class, Kind.HTTP),
        json.text("path"),
        json.textOr("host", ""),
        json.number("intervalMillis"),
        json.number("timeoutMillis"),
        json.number("rise"),
        json.number("fall"),
        json.number("statusFrom"),
        json.number("statusTo"),
        json.parts("expectedStatuses", StoredPool::range),
        Method.valueOf(json.textOr("method", "GET")),
        json.parts("headers", it -> new Header(it.text("name"), it.text("value"))),
        json.textOr("bodyContains", ""),
        json.part("json", it -> new JsonAssertion(it.text("pointer"), it.text("equals"))),
        json.maybeNumber("jitterPercent"),
        json.flag("initiallyDown", false),
        json.textOr("grpcService", ""));
  }

  private static StatusRange range(StoredJson json) {
    return new StatusRange(json.number("from"), json.number("to"));
  }

  private static PassiveHealth passiveHealth(StoredJson json) {
    return new PassiveHealth(
        json.flag("enabled", true),
        json.parts("downStatuses", StoredPool::range),
        json.maybeNumber("consecutive"),
        json.maybeNumber("ratioPercent"),
        json.maybeNumber("ratioMinimum"),
        json.maybeNumber("ratioWindowMillis"),
        json.maybeNumber("maxEjectedPercent"),
        json.flag("ejectLast", false),
        json.maybeNumber("panicPercent"),
        json.maybeNumber("baseEjectionMillis"),
        json.flag("stallDetection", true));
  }

  static RetryRules retry(StoredJson json) {
    return new RetryRules(
        json.flag("enabled", true),
        json.numbers("statuses"),
        json.maybeNumber("maxAttempts"),
        json.maybeNumber("budgetPercent"),
        json.maybeNumber("budgetPerSecond"),
        json.maybeNumber("perTryMillis"),
        json.maybeNumber("totalMillis"),
        json.maybeNumber("spoolMemoryBytes"),
        json.maybeLong("spoolDiskBytes"),
        json.flag("anyMethod", false),
        json.flag("hedge", false));
  }

  private static Resume resume(StoredJson json) {
    return new Resume(
        json.flag("enabled", true), json.flag("lastModified", false), json.maybeNumber("maxTimes"));
  }

  private static CircuitBreaker circuitBreaker(StoredJson json) {
    return new CircuitBreaker(
        json.number("maxConnections"),
        json.number("maxInFlight"),
        json.maybeNumber("maxPending"),
        json.maybeNumber("pendingMillis"));
  }

  private static ServerTls tls(StoredJson json) {
    return new ServerTls(
        json.maybeText("serverName"),
        json.maybeText("caPem"),
        json.part("clientCertificate", StoredDocument::files),
        json.flag("verify", true));
  }

  private static ServerProtocol serverProtocol(StoredJson json) {
    return new ServerProtocol(json.flag("http2", false), json.number("proxyProtocol"));
  }

  private static Timeouts timeouts(StoredJson json) {
    return new Timeouts(
        json.number("connectMillis"), json.number("firstByteMillis"), json.number("idleMillis"));
  }
}
