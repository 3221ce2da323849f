package nova.link.golden;

import com.google.protobuf.ByteString;
import nova.link.v1.Adc;
import nova.link.v1.CertificateFiles;
import nova.link.v1.ClientLimits;
import nova.link.v1.Condition;
import nova.link.v1.ErrorPage;
import nova.link.v1.HeaderChange;
import nova.link.v1.HealthReport;
import nova.link.v1.Listener;
import nova.link.v1.ListenerTls;
import nova.link.v1.MetricBatch;
import nova.link.v1.NodeConfig;
import nova.link.v1.Redirect;
import nova.link.v1.RetryRules;
import nova.link.v1.Rewrite;
import nova.link.v1.Route;
import nova.link.v1.ServerHealth;
import nova.link.v1.TcpRoute;
import nova.link.v1.TrafficWindow;

/**
 * Golden content of capability 2. The config is what the control plane makes of {@code
 * src/test/resources/nova/nodes/everything.json}, in which everything a customer can say is said.
 */
final class GoldenBalancing {
  private static final int KEY_BYTES = 32;

  private GoldenBalancing() {}

  static NodeConfig config() {
    return NodeConfig.newBuilder().setVersion(43).setZone("fra1").addAdcs(adc()).build();
  }

  private static Adc.Builder adc() {
    return Adc.newBuilder()
        .setId("6b0d9a54-54a5-4c1e-9d5c-0d6b5c7d1a05")
        .setName("everything")
        .addListeners(
            Listener.newBuilder()
                .setAddress("0.0.0.0")
                .setPort(8080)
                .setProtocol(Listener.Protocol.HTTP)
                .setHttp2Off(true)
                .setProxyProtocol(true))
        .addListeners(https())
        .addListeners(
            Listener.newBuilder()
                .setAddress("127.0.0.1")
                .setPort(9443)
                .setProtocol(Listener.Protocol.HTTPS)
                .setTls(ListenerTls.newBuilder().addCertificates(files("blog"))))
        .addListeners(tcp())
        .addRoutes(orders())
        .addRoutes(
            Route.newBuilder()
                .setId("old")
                .setPathExact("/old")
                .setRedirect(
                    Redirect.newBuilder().setStatus(308).setLocation("https://{host}/new{query}")))
        .addRoutes(Route.newBuilder().setId("default").setPathPrefix("/").setPoolId("web"))
        .addPools(GoldenPools.web())
        .addPools(GoldenPools.databases())
        .addErrorPages(
            ErrorPage.newBuilder()
                .setStatusFrom(502)
                .setStatusTo(504)
                .setHtml("<h1>{{status}} {{reason}}</h1>\n<p>{{cause}}</p>")
                .setJson("{\"status\": {{status}}, \"cause\": \"{{cause}}\"}")
                .setRetryAfterSeconds(30))
        .setCookieKey(key())
        .setClientLimits(
            ClientLimits.newBuilder()
                .setMaxHeaderBytes(8_192)
                .setMaxHeaders(50)
                .setMaxBodyBytes(1L << 32)
                .setHeaderTimeoutMillis(5_000)
                .setIdleTimeoutMillis(30_000)
                .setBodyIdleTimeoutMillis(15_000)
                .setMaxConnections(5_000));
  }

  private static ByteString key() {
    var key = new byte[KEY_BYTES];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (i + 1);
    }
    return ByteString.copyFrom(key);
  }

  private static Listener.Builder https() {
    return Listener.newBuilder()
        .setAddress("::")
        .setPort(8443)
        .setProtocol(Listener.Protocol.HTTPS)
        .setTls(
            ListenerTls.newBuilder()
                .addCertificates(files("shop"))
                .addCertificates(files("blog"))
                .setOnlyTls13(true));
  }

  static CertificateFiles.Builder files(String name) {
    return CertificateFiles.newBuilder()
        .setCertificatePath("/etc/nova/" + name + ".pem")
        .setKeyPath("/etc/nova/" + name + ".key");
  }

  private static Listener.Builder tcp() {
    return Listener.newBuilder()
        .setAddress("127.0.0.1")
        .setPort(5432)
        .setProtocol(Listener.Protocol.TCP)
        .addTcpRoutes(
            TcpRoute.newBuilder()
                .setId("shop-db")
                .addServerNames("db.shop.example")
                .addServerNames("*.db.example")
                .setPoolId("databases"))
        .addTcpRoutes(TcpRoute.newBuilder().setId("db").setPoolId("databases"));
  }

  private static Route.Builder orders() {
    return Route.newBuilder()
        .setId("orders")
        .setPathTemplate("/users/{id}/orders")
        .addHosts("shop.example")
        .addHosts("*.shop.example")
        .addMethods("GET")
        .addMethods("HEAD")
        .addHeaders(Condition.newBuilder().setName("X-Beta").addValues("yes").addValues("1"))
        .addHeaders(Condition.newBuilder().setName("X-Robot").setNegated(true))
        .addCookies(Condition.newBuilder().setName("plan").addValues("gold"))
        .setPoolId("web")
        .setRewrite(
            Rewrite.newBuilder()
                .setPath("/v2/users/{id}/orders")
                .setHost("orders.internal:8080")
                .addRequestHeaders(change(HeaderChange.Action.SET, "X-From", "nova"))
                .addRequestHeaders(change(HeaderChange.Action.ADD, "X-Via", "nova"))
                .addRequestHeaders(change(HeaderChange.Action.REMOVE, "X-Debug", ""))
                .addResponseHeaders(change(HeaderChange.Action.SET, "Cache-Control", "no-store")))
        .setRetry(
            RetryRules.newBuilder()
                .addStatuses(502)
                .addStatuses(503)
                .setMaxAttempts(3)
                .setBudgetPercent(10)
                .setBudgetPerSecond(5)
                .setPerTryMillis(500)
                .setTotalMillis(2_000)
                .setSpoolMemoryBytes(4_096)
                .setSpoolDiskBytes(1L << 32)
                .setAnyMethod(true)
                .setHedge(true));
  }

  static HeaderChange.Builder change(HeaderChange.Action action, String name, String value) {
    return HeaderChange.newBuilder().setAction(action).setName(name).setValue(value);
  }

  static MetricBatch batch() {
    return MetricBatch.newBuilder()
        .setSpoolId("6b0d9a54-54a5-4c1e-9d5c-0d6b5c7d1a03")
        .setSequence(10)
        .addWindows(
            TrafficWindow.newBuilder()
                .setStartMillis(1_763_900_010_000L)
                .setLengthMillis(10_000)
                .setAdcId("6b0d9a54-54a5-4c1e-9d5c-0d6b5c7d1a05")
                .setRoute("default")
                .setServer("a")
                .setStatusClass(5)
                .setUpstreamErrors(4)
                .setRetries(3)
                .setResumes(1))
        .build();
  }

  static HealthReport health() {
    return HealthReport.newBuilder()
        .setAtMillis(1_763_900_010_789L)
        .addServers(
            ServerHealth.newBuilder()
                .setAdcId("6b0d9a54-54a5-4c1e-9d5c-0d6b5c7d1a05")
                .setPoolId("web")
                .setServerId("a")
                .setState(ServerHealth.State.UNHEALTHY)
                .setSinceMillis(1_763_900_009_000L)
                .setCause("status 501")
                .setInFlight(7)
                .setPassive(true))
        .build();
  }
}
