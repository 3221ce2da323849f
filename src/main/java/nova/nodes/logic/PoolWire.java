package nova.nodes.logic;

import nova.link.v1.Drain;
import nova.link.v1.HashKey;
import nova.link.v1.Pool;
import nova.link.v1.Server;
import nova.link.v1.ServerProtocol;
import nova.link.v1.ServerTls;
import nova.link.v1.Stage;
import nova.link.v1.Stickiness;
import nova.link.v1.UpstreamTimeouts;

/** A pool in the wire's words. */
final class PoolWire {
  private static final int IDLE_CONNECTIONS = 64;

  private PoolWire() {}

  static Pool of(nova.nodes.document.Pool from) {
    var pool =
        Pool.newBuilder()
            .setId(from.name())
            .setName(from.name())
            .setAlgorithm(algorithm(from.algorithm()))
            .setMaxIdleConnections(IDLE_CONNECTIONS)
            .setTimeouts(timeouts(from.timeouts()));
    from.servers().forEach(it -> pool.addServers(server(it)));
    from.stages().forEach(it -> pool.addStages(stage(it)));
    choice(pool, from);
    failures(pool, from);
    connection(pool, from);
    return pool.build();
  }

  private static Pool.Algorithm algorithm(nova.nodes.document.Pool.Algorithm algorithm) {
    return switch (algorithm) {
      case POWER_OF_TWO -> Pool.Algorithm.POWER_OF_TWO;
      case ROUND_ROBIN -> Pool.Algorithm.ROUND_ROBIN;
      case LEAST_CONNECTIONS -> Pool.Algorithm.LEAST_CONNECTIONS;
      case CONSISTENT_HASH -> Pool.Algorithm.CONSISTENT_HASH;
      case RANDOM -> Pool.Algorithm.RANDOM;
    };
  }

  private static UpstreamTimeouts.Builder timeouts(nova.nodes.document.Timeouts from) {
    return UpstreamTimeouts.newBuilder()
        .setConnectMillis(from.connectMillis())
        .setFirstByteMillis(from.firstByteMillis())
        .setIdleMillis(from.idleMillis());
  }

  private static Server.Builder server(nova.nodes.document.Server from) {
    var server =
        Server.newBuilder()
            .setId(from.name())
            .setHost(from.host())
            .setPort(from.port())
            .setZone(from.zone())
            .setBackup(from.backup())
            .setMaintenance(from.maintenance());
    if (from.weight() != null) {
      server.setWeight(from.weight());
    }
    if (from.drain() != null) {
      var forceAt = from.drain().forceAt();
      server.setDrain(
          Drain.newBuilder().setForceAtMillis(forceAt == null ? 0 : forceAt.toEpochMilli()));
    }
    return server;
  }

  private static Stage.Builder stage(nova.nodes.document.Stage from) {
    var stage =
        Stage.newBuilder()
            .setId(from.name())
            .setName(from.name())
            .addAllServerIds(from.servers())
            .setSharePerMyriad(from.sharePerMyriad());
    from.headers().forEach(it -> stage.addHeaders(AdcWire.condition(it)));
    from.cookies().forEach(it -> stage.addCookies(AdcWire.condition(it)));
    return stage;
  }

  /** How a server is chosen. */
  private static void choice(Pool.Builder pool, nova.nodes.document.Pool from) {
    if (from.hashKey() != null) {
      pool.setHashKey(hashKey(from.hashKey()));
    }
    if (from.stickiness() != null) {
      var stickiness = Stickiness.newBuilder();
      if (from.stickiness().cookieName() != null) {
        stickiness.setCookieName(from.stickiness().cookieName());
      }
      if (from.stickiness().maxAgeSeconds() != null) {
        stickiness.setMaxAgeSeconds(from.stickiness().maxAgeSeconds());
      }
      pool.setStickiness(stickiness);
    }
    if (from.slowStartMillis() != null) {
      pool.setSlowStartMillis(from.slowStartMillis());
    }
    if (from.zonePercent() != null) {
      pool.setZonePercent(from.zonePercent());
    }
  }

  private static HashKey.Builder hashKey(nova.nodes.document.HashKey from) {
    var source =
        switch (from.source()) {
          case CLIENT_ADDRESS -> HashKey.Source.CLIENT_ADDRESS;
          case HEADER -> HashKey.Source.HEADER;
          case COOKIE -> HashKey.Source.COOKIE;
          case PATH -> HashKey.Source.PATH;
        };
    var key = HashKey.newBuilder().setSource(source).setName(from.name());
    if (from.boundPercent() != null) {
      key.setBoundPercent(from.boundPercent());
    }
    return key;
  }

  /** What is done about servers that fail. */
  private static void failures(Pool.Builder pool, nova.nodes.document.Pool from) {
    if (from.healthCheck() != null) {
      pool.setHealthCheck(HealthCheckWire.of(from.healthCheck()));
    }
    if (from.passiveHealth() != null) {
      pool.setPassiveHealth(FailureWire.passiveHealth(from.passiveHealth()));
    }
    if (from.retry() != null) {
      pool.setRetry(FailureWire.retry(from.retry()));
    }
    if (from.resume() != null) {
      pool.setResume(FailureWire.resume(from.resume()));
    }
    if (from.circuitBreaker() != null) {
      pool.setCircuitBreaker(FailureWire.circuitBreaker(from.circuitBreaker()));
    }
  }

  /** How servers are spoken to. */
  private static void connection(Pool.Builder pool, nova.nodes.document.Pool from) {
    if (from.tls() != null) {
      pool.setTls(tls(from.tls()));
    }
    if (from.serverProtocol() != null) {
      pool.setServerProtocol(
          ServerProtocol.newBuilder()
              .setHttp2(from.serverProtocol().http2())
              .setProxyProtocol(from.serverProtocol().proxyProtocol()));
    }
  }

  private static ServerTls.Builder tls(nova.nodes.document.ServerTls from) {
    var tls = ServerTls.newBuilder().setVerifyOff(!from.verify());
    if (from.serverName() != null) {
      tls.setServerName(from.serverName());
    }
    if (from.caPem() != null) {
      tls.setCaPem(from.caPem());
    }
    if (from.clientCertificate() != null) {
      tls.setClientCertificate(AdcWire.files(from.clientCertificate()));
    }
    return tls;
  }
}
