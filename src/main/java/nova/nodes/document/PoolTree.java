package nova.nodes.document;

import nova.nodes.document.HealthCheck.JsonAssertion;
import nova.nodes.document.Server.Drain;

/** The JSON form of a pool. */
final class PoolTree {
  private PoolTree() {}

  static Tree of(Pool pool) {
    var timeouts = pool.timeouts();
    return Tree.of("name", pool.name())
        .word("algorithm", pool.algorithm())
        .part("hashKey", pool.hashKey(), PoolTree::hashKey)
        .put("servers", Tree.all(pool.servers(), PoolTree::server))
        .part("healthCheck", pool.healthCheck(), PoolTree::healthCheck)
        .part("stickiness", pool.stickiness(), PoolTree::stickiness)
        .maybe("slowStartMillis", pool.slowStartMillis())
        .part("passiveHealth", pool.passiveHealth(), PoolTree::passiveHealth)
        .part("retry", pool.retry(), PoolTree::retry)
        .part("resume", pool.resume(), PoolTree::resume)
        .part("circuitBreaker", pool.circuitBreaker(), PoolTree::circuitBreaker)
        .part("tls", pool.tls(), PoolTree::tls)
        .part("serverProtocol", pool.serverProtocol(), PoolTree::serverProtocol)
        .parts("stages", pool.stages(), PoolTree::stage)
        .maybe("zonePercent", pool.zonePercent())
        .part(
            "timeouts",
            timeouts,
            it ->
                Tree.of("connectMillis", it.connectMillis())
                    .put("firstByteMillis", it.firstByteMillis())
                    .put("idleMillis", it.idleMillis()));
  }

  private static Tree server(Server server) {
    return Tree.of("name", server.name())
        .put("host", server.host())
        .put("port", server.port())
        .maybe("weight", server.weight())
        .text("zone", server.zone())
        .flag("backup", server.backup(), false)
        .part("drain", server.drain(), PoolTree::drain)
        .flag("maintenance", server.maintenance(), false);
  }

  private static Tree drain(Drain drain) {
    var forceAt = drain.forceAt();
    return new Tree().maybe("forceAt", forceAt == null ? null : forceAt.toString());
  }

  private static Tree hashKey(HashKey key) {
    return new Tree()
        .word("source", key.source())
        .text("name", key.name())
        .maybe("boundPercent", key.boundPercent());
  }

  private static Tree stickiness(Stickiness stickiness) {
    return new Tree()
        .maybe("cookieName", stickiness.cookieName())
        .maybe("maxAgeSeconds", stickiness.maxAgeSeconds());
  }

  private static Tree stage(Stage stage) {
    return Tree.of("name", stage.name())
        .put("servers", stage.servers())
        .put("sharePercent", Tree.hundredths(stage.sharePerMyriad()))
        .parts("headers", stage.headers(), DocumentTree::condition)
        .parts("cookies", stage.cookies(), DocumentTree::condition);
  }

  private static Tree healthCheck(HealthCheck check) {
    return new Tree()
        .word("kind", check.kind())
        .put("path", check.path())
        .text("host", check.host())
        .put("intervalMillis", check.intervalMillis())
        .put("timeoutMillis", check.timeoutMillis())
        .put("rise", check.rise())
        .put("fall", check.fall())
        .put("statusFrom", check.statusFrom())
        .put("statusTo", check.statusTo())
        .parts("expectedStatuses", check.expectedStatuses(), PoolTree::range)
        .text("method", check.method() == HealthCheck.Method.GET ? "" : check.method().name())
        .parts(
            "headers", check.headers(), it -> Tree.of("name", it.name()).put("value", it.value()))
        .text("bodyContains", check.bodyContains())
        .part("json", check.json(), PoolTree::json)
        .maybe("jitterPercent", check.jitterPercent())
        .flag("initiallyDown", check.initiallyDown(), false)
        .text("grpcService", check.grpcService());
  }

  private static Tree json(JsonAssertion json) {
    return Tree.of("pointer", json.pointer()).put("equals", json.equalTo());
  }

  private static Tree range(StatusRange range) {
    return Tree.of("from", range.from()).put("to", range.to());
  }

  private static Tree passiveHealth(PassiveHealth health) {
    return new Tree()
        .flag("enabled", health.enabled(), true)
        .parts("downStatuses", health.downStatuses(), PoolTree::range)
        .maybe("consecutive", health.consecutive())
        .maybe("ratioPercent", health.ratioPercent())
        .maybe("ratioMinimum", health.ratioMinimum())
        .maybe("ratioWindowMillis", health.ratioWindowMillis())
        .maybe("maxEjectedPercent", health.maxEjectedPercent())
        .flag("ejectLast", health.ejectLast(), false)
        .maybe("panicPercent", health.panicPercent())
        .maybe("baseEjectionMillis", health.baseEjectionMillis())
        .flag("stallDetection", health.stallDetection(), true);
  }

  static Tree retry(RetryRules rules) {
    return new Tree()
        .flag("enabled", rules.enabled(), true)
        .items("statuses", rules.statuses())
        .maybe("maxAttempts", rules.maxAttempts())
        .maybe("budgetPercent", rules.budgetPercent())
        .maybe("budgetPerSecond", rules.budgetPerSecond())
        .maybe("perTryMillis", rules.perTryMillis())
        .maybe("totalMillis", rules.totalMillis())
        .maybe("spoolMemoryBytes", rules.spoolMemoryBytes())
        .maybe("spoolDiskBytes", rules.spoolDiskBytes())
        .flag("anyMethod", rules.anyMethod(), false)
        .flag("hedge", rules.hedge(), false);
  }

  private static Tree resume(Resume resume) {
    return new Tree()
        .flag("enabled", resume.enabled(), true)
        .flag("lastModified", resume.lastModified(), false)
        .maybe("maxTimes", resume.maxTimes());
  }

  private static Tree circuitBreaker(CircuitBreaker breaker) {
    return Tree.of("maxConnections", breaker.maxConnections())
        .put("maxInFlight", breaker.maxInFlight())
        .maybe("maxPending", breaker.maxPending())
        .maybe("pendingMillis", breaker.pendingMillis());
  }

  private static Tree tls(ServerTls tls) {
    return new Tree()
        .maybe("serverName", tls.serverName())
        .maybe("caPem", tls.caPem())
        .part("clientCertificate", tls.clientCertificate(), DocumentTree::files)
        .flag("verify", tls.verify(), true);
  }

  private static Tree serverProtocol(ServerProtocol protocol) {
    return Tree.of("http2", protocol.http2()).put("proxyProtocol", protocol.proxyProtocol());
  }
}
