package nova.agent.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nova.agent.config.Pool.Algorithm;
import nova.agent.config.Pool.Balancing;
import nova.agent.config.Pool.CircuitBreaker;
import nova.agent.config.Pool.HashSource;
import nova.agent.config.Pool.Resume;
import nova.agent.config.Pool.Server;
import nova.agent.config.Pool.ServerProtocol;
import nova.agent.config.Pool.ServerTls;
import nova.agent.config.Pool.Stage;
import nova.agent.config.Pool.Stickiness;

/** Reads the pools of one ADC. */
final class PoolCompiler {
  private static final int MYRIAD = 10_000;
  private static final int MOST_PEM_CHARACTERS = 262_144;

  private final Problems problems;
  private final Set<String> ids = new HashSet<>();

  PoolCompiler(Problems problems) {
    this.problems = problems;
  }

  Set<String> ids() {
    return ids;
  }

  Pool pool(String at, nova.link.v1.Pool pool) {
    problems.unique(at + "/id", pool.getId(), ids);
    Set<String> serverIds = new HashSet<>();
    List<Server> servers = new ArrayList<>();
    for (int i = 0; i < pool.getServersCount(); i++) {
      servers.add(server(at + "/servers/" + i, pool.getServers(i), serverIds));
    }
    nova.link.v1.UpstreamTimeouts timeouts = pool.getTimeouts();
    if (!pool.hasTimeouts()) {
      problems.add(at + "/timeouts", "missing", "Timeouts are needed here.");
    }
    HealthCompiler health = new HealthCompiler(problems);
    return new Pool(
        pool.getId(),
        pool.getName(),
        List.copyOf(servers),
        balancing(at, pool),
        pool.hasHealthCheck()
            ? Optional.of(health.check(at + "/health_check", pool.getHealthCheck()))
            : Optional.empty(),
        health.passive(at + "/passive_health", pool.getPassiveHealth()),
        retry(problems, at + "/retry", pool.getRetry()),
        resume(at + "/resume", pool.getResume()),
        breaker(at + "/circuit_breaker", pool.getCircuitBreaker()),
        timeout(at + "/timeouts/connect_millis", pool, timeouts.getConnectMillis()),
        timeout(at + "/timeouts/first_byte_millis", pool, timeouts.getFirstByteMillis()),
        timeout(at + "/timeouts/idle_millis", pool, timeouts.getIdleMillis()),
        problems.between(at + "/max_idle_connections", pool.getMaxIdleConnections(), 0, 100_000),
        problems.millis(
            at + "/slow_start_millis",
            pool.hasSlowStartMillis(),
            pool.getSlowStartMillis(),
            Duration.ofSeconds(30),
            0),
        problems.between(
            at + "/zone_percent", pool.hasZonePercent(), pool.getZonePercent(), 50, 0, 100),
        stages(at + "/stages", pool, serverIds),
        pool.hasTls() ? Optional.of(tls(at + "/tls", pool.getTls())) : Optional.empty(),
        new ServerProtocol(
            pool.getServerProtocol().getHttp2(),
            problems.between(
                at + "/server_protocol/proxy_protocol",
                pool.getServerProtocol().getProxyProtocol(),
                0,
                2)));
  }

  private Duration timeout(String at, nova.link.v1.Pool pool, int millis) {
    return pool.hasTimeouts() ? problems.millis(at, millis) : Duration.ofMillis(1);
  }

  private Server server(String at, nova.link.v1.Server server, Set<String> serverIds) {
    problems.unique(at + "/id", server.getId(), serverIds);
    if (!Texts.server(server.getHost())) {
      problems.add(at + "/host", "bad-host", "Must be an IP address or a DNS name.");
    }
    return new Server(
        server.getId(),
        server.getHost(),
        problems.between(at + "/port", server.getPort(), 1, 65535),
        problems.between(at + "/weight", server.hasWeight(), server.getWeight(), 1, 0, 256),
        server.getZone(),
        server.getBackup(),
        server.hasDrain() ? Optional.of(server.getDrain().getForceAtMillis()) : Optional.empty(),
        server.getMaintenance());
  }

  private Balancing balancing(String at, nova.link.v1.Pool pool) {
    Algorithm algorithm =
        switch (pool.getAlgorithm()) {
          case ROUND_ROBIN -> Algorithm.ROUND_ROBIN;
          case POWER_OF_TWO -> Algorithm.POWER_OF_TWO;
          case LEAST_CONNECTIONS -> Algorithm.LEAST_CONNECTIONS;
          case CONSISTENT_HASH -> Algorithm.CONSISTENT_HASH;
          case RANDOM -> Algorithm.RANDOM;
          case ALGORITHM_UNSPECIFIED, UNRECOGNIZED -> {
            problems.unknownEnum(at + "/algorithm");
            yield Algorithm.ROUND_ROBIN;
          }
        };
    HashSource source = HashSource.CLIENT_ADDRESS;
    if (algorithm == Algorithm.CONSISTENT_HASH) {
      source = hashSource(at + "/hash_key", pool);
    } else if (pool.hasHashKey()) {
      problems.add(at + "/hash_key", "not-here", "Only CONSISTENT_HASH has a key.");
    }
    nova.link.v1.HashKey key = pool.getHashKey();
    return new Balancing(
        algorithm,
        source,
        key.getName(),
        problems.between(
            at + "/hash_key/bound_percent",
            key.hasBoundPercent(),
            key.getBoundPercent(),
            125,
            101,
            10_000),
        pool.hasStickiness()
            ? Optional.of(stickiness(at + "/stickiness", pool.getStickiness()))
            : Optional.empty());
  }

  private HashSource hashSource(String at, nova.link.v1.Pool pool) {
    if (!pool.hasHashKey()) {
      problems.add(at, "missing", "CONSISTENT_HASH needs a key.");
      return HashSource.CLIENT_ADDRESS;
    }
    return switch (pool.getHashKey().getSource()) {
      case CLIENT_ADDRESS -> HashSource.CLIENT_ADDRESS;
      case PATH -> HashSource.PATH;
      case HEADER -> {
        problems.fieldName(at + "/name", pool.getHashKey().getName());
        yield HashSource.HEADER;
      }
      case COOKIE -> {
        problems.fieldName(at + "/name", pool.getHashKey().getName());
        yield HashSource.COOKIE;
      }
      case SOURCE_UNSPECIFIED, UNRECOGNIZED -> {
        problems.unknownEnum(at + "/source");
        yield HashSource.CLIENT_ADDRESS;
      }
    };
  }

  private Stickiness stickiness(String at, nova.link.v1.Stickiness sticky) {
    String name = sticky.getCookieName().isEmpty() ? "nova" : sticky.getCookieName();
    problems.fieldName(at + "/cookie_name", name);
    return new Stickiness(
        name,
        sticky.hasMaxAgeSeconds()
            ? Optional.of(
                Duration.ofSeconds(
                    problems.between(
                        at + "/max_age_seconds", sticky.getMaxAgeSeconds(), 1, 34_560_000)))
            : Optional.empty());
  }

  static RetryRules retry(Problems problems, String at, nova.link.v1.RetryRules wire) {
    RetryRules defaults = RetryRules.DEFAULTS;
    for (int i = 0; i < wire.getStatusesCount(); i++) {
      problems.between(at + "/statuses/" + i, wire.getStatuses(i), 400, 599);
    }
    if (wire.getSpoolDiskBytes() < 0) {
      problems.add(at + "/spool_disk_bytes", "out-of-range", "Must be less than 2^63.");
    }
    return new RetryRules(
        !wire.getOff(),
        wire.getStatusesCount() == 0 ? defaults.statuses() : Set.copyOf(wire.getStatusesList()),
        problems.between(
            at + "/max_attempts",
            wire.hasMaxAttempts(),
            wire.getMaxAttempts(),
            defaults.maxAttempts(),
            1,
            16),
        problems.between(
            at + "/budget_percent",
            wire.hasBudgetPercent(),
            wire.getBudgetPercent(),
            defaults.budgetPercent(),
            0,
            1000),
        problems.between(
            at + "/budget_per_second",
            wire.hasBudgetPerSecond(),
            wire.getBudgetPerSecond(),
            defaults.budgetPerSecond(),
            0,
            1_000_000),
        optional(problems, at + "/per_try_millis", wire.hasPerTryMillis(), wire.getPerTryMillis()),
        optional(problems, at + "/total_millis", wire.hasTotalMillis(), wire.getTotalMillis()),
        problems.between(
            at + "/spool_memory_bytes",
            wire.hasSpoolMemoryBytes(),
            wire.getSpoolMemoryBytes(),
            defaults.spoolMemoryBytes(),
            0,
            1 << 24),
        wire.hasSpoolDiskBytes() ? wire.getSpoolDiskBytes() : defaults.spoolDiskBytes(),
        wire.getAnyMethod(),
        wire.getHedge());
  }

  private static Optional<Duration> optional(
      Problems problems, String at, boolean given, int millis) {
    return given ? Optional.of(problems.millis(at, millis)) : Optional.empty();
  }

  private Resume resume(String at, nova.link.v1.Resume resume) {
    return new Resume(
        !resume.getOff(),
        resume.getLastModified(),
        problems.between(
            at + "/max_times", resume.hasMaxTimes(), resume.getMaxTimes(), 8, 1, 1000));
  }

  private CircuitBreaker breaker(String at, nova.link.v1.CircuitBreaker breaker) {
    return new CircuitBreaker(
        problems.between(at + "/max_connections", breaker.getMaxConnections(), 0, 1_000_000),
        problems.between(at + "/max_in_flight", breaker.getMaxInFlight(), 0, 1_000_000),
        problems.between(
            at + "/max_pending",
            breaker.hasMaxPending(),
            breaker.getMaxPending(),
            1024,
            0,
            1_000_000),
        problems.millis(
            at + "/pending_millis",
            breaker.hasPendingMillis(),
            breaker.getPendingMillis(),
            Duration.ofSeconds(1),
            1));
  }

  private List<Stage> stages(String at, nova.link.v1.Pool pool, Set<String> serverIds) {
    List<Stage> stages = new ArrayList<>();
    Set<String> stageIds = new HashSet<>();
    Set<String> taken = new HashSet<>();
    int sum = 0;
    for (int i = 0; i < pool.getStagesCount(); i++) {
      nova.link.v1.Stage stage = pool.getStages(i);
      String here = at + "/" + i;
      problems.unique(here + "/id", stage.getId(), stageIds);
      for (int s = 0; s < stage.getServerIdsCount(); s++) {
        String id = stage.getServerIds(s);
        problems.known(
            here + "/server_ids/" + s,
            id,
            serverIds,
            "unknown-server",
            "No server of this pool has this id.");
        problems.unique(here + "/server_ids/" + s, id, taken);
      }
      int share =
          problems.between(here + "/share_per_myriad", stage.getSharePerMyriad(), 0, MYRIAD);
      sum += share;
      stages.add(
          new Stage(
              stage.getId(),
              List.copyOf(stage.getServerIdsList()),
              share,
              RouteCompiler.conditions(problems, here + "/headers", stage.getHeadersList()),
              RouteCompiler.conditions(problems, here + "/cookies", stage.getCookiesList())));
    }
    if (sum > MYRIAD) {
      problems.add(at, "out-of-range", "All shares together must not be over 10000.");
    }
    return List.copyOf(stages);
  }

  private ServerTls tls(String at, nova.link.v1.ServerTls tls) {
    if (!tls.getServerName().isEmpty() && !Texts.server(tls.getServerName())) {
      problems.add(at + "/server_name", "bad-host", "Must be a DNS name or an IP address.");
    }
    if (tls.getCaPem().length() > MOST_PEM_CHARACTERS) {
      problems.add(at + "/ca_pem", "too-long", "Must hold at most 262144 characters.");
    }
    return new ServerTls(
        tls.getServerName(),
        tls.getCaPem(),
        tls.hasClientCertificate()
            ? Optional.of(
                ListenerCompiler.files(
                    at + "/client_certificate", tls.getClientCertificate(), problems))
            : Optional.empty(),
        !tls.getVerifyOff());
  }
}
