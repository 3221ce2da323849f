package nova.local.agent;

import nova.link.v1.Adc;
import nova.link.v1.ClientLimits;
import nova.link.v1.Listener;
import nova.link.v1.NodeConfig;
import nova.link.v1.Pool;
import nova.link.v1.Route;
import nova.link.v1.Server;
import nova.link.v1.UpstreamTimeouts;

/** Pieces of a config with the API's defaults, on the loopback interface: one ADC, one pool. */
public final class OfflineConfig {
  private static final String HOST = "127.0.0.1";
  private static final String POOL = "servers";
  private static final int FIRST_BYTE_MILLIS = 60_000;

  private OfflineConfig() {}

  /** One listener of plain HTTP, everything to the pool. */
  public static NodeConfig http(int port, Pool.Builder pool) {
    return node(1, adc(route(), pool).addListeners(listener(port)));
  }

  public static NodeConfig node(long version, Adc.Builder adc) {
    return NodeConfig.newBuilder().setVersion(version).addAdcs(adc).build();
  }

  /** Without listeners yet. */
  public static Adc.Builder adc(Route.Builder route, Pool.Builder pool) {
    return Adc.newBuilder()
        .setId("00000000-0000-7000-8000-000000000003")
        .setName("offline")
        .addRoutes(route)
        .addPools(pool)
        .setClientLimits(limits());
  }

  public static Route.Builder route() {
    return Route.newBuilder().setId("default").setPathPrefix("/").setPoolId(POOL);
  }

  public static Listener.Builder listener(int port) {
    return Listener.newBuilder().setAddress(HOST).setPort(port).setProtocol(Listener.Protocol.HTTP);
  }

  /** Servers on these ports, named after them. */
  public static Pool.Builder pool(int... ports) {
    Pool.Builder pool =
        Pool.newBuilder()
            .setId(POOL)
            .setName(POOL)
            .setAlgorithm(Pool.Algorithm.POWER_OF_TWO)
            .setMaxIdleConnections(512)
            .setTimeouts(timeouts(FIRST_BYTE_MILLIS));
    for (int port : ports) {
      pool.addServers(Server.newBuilder().setId("on-" + port).setHost(HOST).setPort(port));
    }
    return pool;
  }

  public static UpstreamTimeouts.Builder timeouts(int firstByteMillis) {
    return UpstreamTimeouts.newBuilder()
        .setConnectMillis(2_000)
        .setFirstByteMillis(firstByteMillis)
        .setIdleMillis(60_000);
  }

  private static ClientLimits.Builder limits() {
    return ClientLimits.newBuilder()
        .setMaxHeaderBytes(16_384)
        .setMaxHeaders(100)
        .setHeaderTimeoutMillis(10_000)
        .setIdleTimeoutMillis(60_000)
        .setBodyIdleTimeoutMillis(30_000)
        .setMaxConnections(10_000);
  }
}
