package nova.link.golden;

import nova.link.v1.CircuitBreaker;
import nova.link.v1.Condition;
import nova.link.v1.Drain;
import nova.link.v1.HashKey;
import nova.link.v1.HeaderChange;
import nova.link.v1.HealthCheck;
import nova.link.v1.JsonAssertion;
import nova.link.v1.PassiveHealth;
import nova.link.v1.Pool;
import nova.link.v1.Resume;
import nova.link.v1.RetryRules;
import nova.link.v1.Server;
import nova.link.v1.ServerProtocol;
import nova.link.v1.ServerTls;
import nova.link.v1.Stage;
import nova.link.v1.StatusRange;
import nova.link.v1.Stickiness;
import nova.link.v1.UpstreamTimeouts;

/** The pools of {@link GoldenBalancing}. */
final class GoldenPools {
  private static final String AUTHORITY =
      """
          -----BEGIN CERTIFICATE-----
          MIIBkzCCATmgAwIBAgIUSe+a2ACoh3gEdWlxci1EfwWPk1UwCgYIKoZIzj0EAwIw
          HjEcMBoGA1UEAwwTTm92YSB0ZXN0IGF1dGhvcml0eTAgFw0yNjExMjUwNDA5NTla
          GA8yMTI2MTEwMTA0MDk1OVowHjEcMBoGA1UEAwwTTm92YSB0ZXN0IGF1dGhvcml0
          eTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABAu92cDGQEM5j03TYuHsvSADJ4lI
          LJjnXYxHRyxAAXWts6fsVZP3fI1+2UCQHrLoprHbPFtSrtxTZTCMl+/FFHmjUzBR
          MB0GA1UdDgQWBBTS0mvrLS/1WBsoGKn94dh0o+VLkTAfBgNVHSMEGDAWgBTS0mvr
          LS/1WBsoGKn94dh0o+VLkTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gA
          MEUCIQDBJR7i7eBc9vMdzdkq0qARyX9o5M0Y+mUhLoI8tIkDegIgWKXKtZ9MHDSO
          MIc1j3xONAmhIwTY5diico7sJz+LUiI=
          -----END CERTIFICATE-----
          """;

  /** 2026-11-25T12:00:00Z. */
  private static final long DEADLINE = 1_795_608_000_000L;

  private GoldenPools() {}

  static Pool web() {
    return Pool.newBuilder()
        .setId("web")
        .setName("web")
        .setAlgorithm(Pool.Algorithm.CONSISTENT_HASH)
        .setMaxIdleConnections(64)
        .setHashKey(
            HashKey.newBuilder()
                .setSource(HashKey.Source.COOKIE)
                .setName("basket")
                .setBoundPercent(150))
        .addServers(server("a", "10.0.0.1").setWeight(3).setZone("fra1"))
        .addServers(server("b", "web.internal").setBackup(true))
        .addServers(server("c", "10.0.0.3").setDrain(Drain.newBuilder().setForceAtMillis(DEADLINE)))
        .addServers(server("d", "10.0.0.4").setDrain(Drain.getDefaultInstance()))
        .addServers(server("e", "10.0.0.5").setMaintenance(true))
        .setHealthCheck(check())
        .setStickiness(Stickiness.newBuilder().setCookieName("seat").setMaxAgeSeconds(3_600))
        .setSlowStartMillis(10_000)
        .setPassiveHealth(passive())
        .setRetry(RetryRules.newBuilder().setOff(true))
        .setResume(Resume.newBuilder().setOff(true).setLastModified(true).setMaxTimes(3))
        .setCircuitBreaker(
            CircuitBreaker.newBuilder()
                .setMaxConnections(100)
                .setMaxInFlight(200)
                .setMaxPending(50)
                .setPendingMillis(250))
        .setTls(
            ServerTls.newBuilder()
                .setServerName("web.internal")
                .setClientCertificate(GoldenBalancing.files("client"))
                .setVerifyOff(true))
        .setServerProtocol(ServerProtocol.newBuilder().setHttp2(true).setProxyProtocol(2))
        .addStages(canary())
        .setZonePercent(70)
        .setTimeouts(timeouts(1_000, 30_000, 45_000))
        .build();
  }

  private static Server.Builder server(String name, String host) {
    return Server.newBuilder().setId(name).setHost(host).setPort(80);
  }

  private static HealthCheck.Builder check() {
    return HealthCheck.newBuilder()
        .setPath("/health?deep=1")
        .setHost("web.internal")
        .setIntervalMillis(1_000)
        .setTimeoutMillis(500)
        .setRise(1)
        .setFall(2)
        .setStatusFrom(200)
        .setStatusTo(299)
        .addExpectedStatuses(range(200, 204))
        .addExpectedStatuses(range(301, 301))
        .setMethod("POST")
        .addHeaders(GoldenBalancing.change(HeaderChange.Action.SET, "X-Probe", "nova"))
        .setBodyContains("ready")
        .setJson(JsonAssertion.newBuilder().setPointer("/status").setEquals("\"ok\""))
        .setJitterPercent(20)
        .setInitiallyDown(true);
  }

  private static StatusRange.Builder range(int from, int to) {
    return StatusRange.newBuilder().setFrom(from).setTo(to);
  }

  private static PassiveHealth.Builder passive() {
    return PassiveHealth.newBuilder()
        .setOff(true)
        .addDownStatuses(range(500, 501))
        .setConsecutive(3)
        .setRatioPercent(50)
        .setRatioMinimum(10)
        .setRatioWindowMillis(5_000)
        .setMaxEjectedPercent(50)
        .setEjectLast(true)
        .setPanicPercent(30)
        .setBaseEjectionMillis(2_000)
        .setStallDetectionOff(true);
  }

  private static Stage.Builder canary() {
    return Stage.newBuilder()
        .setId("canary")
        .setName("canary")
        .addServerIds("c")
        .setSharePerMyriad(1_250)
        .addHeaders(Condition.newBuilder().setName("X-Canary"))
        .addCookies(Condition.newBuilder().setName("canary").addValues("on"));
  }

  static Pool databases() {
    return Pool.newBuilder()
        .setId("databases")
        .setName("databases")
        .setAlgorithm(Pool.Algorithm.LEAST_CONNECTIONS)
        .setMaxIdleConnections(64)
        .addServers(Server.newBuilder().setId("db").setHost("::1").setPort(5432))
        .setHealthCheck(
            HealthCheck.newBuilder()
                .setKind(HealthCheck.Kind.GRPC)
                .setPath("/")
                .setIntervalMillis(5_000)
                .setTimeoutMillis(2_000)
                .setRise(2)
                .setFall(3)
                .setStatusFrom(200)
                .setStatusTo(399)
                .setGrpcService("shop.Database"))
        .setPassiveHealth(PassiveHealth.getDefaultInstance())
        .setResume(Resume.getDefaultInstance())
        .setTls(ServerTls.newBuilder().setCaPem(AUTHORITY))
        .setServerProtocol(ServerProtocol.newBuilder().setProxyProtocol(1))
        .setTimeouts(timeouts(2_000, 60_000, 60_000))
        .build();
  }

  private static UpstreamTimeouts.Builder timeouts(int connect, int firstByte, int idle) {
    return UpstreamTimeouts.newBuilder()
        .setConnectMillis(connect)
        .setFirstByteMillis(firstByte)
        .setIdleMillis(idle);
  }
}
