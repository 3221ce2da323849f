package nova.agent.pipeline;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import nova.agent.upstream.names.DnsLookup;
import nova.agent.upstream.names.Lookup;
import nova.link.v1.Adc;
import nova.link.v1.ClientLimits;
import nova.link.v1.HealthCheck;
import nova.link.v1.Listener;
import nova.link.v1.NodeConfig;
import nova.link.v1.Pool;
import nova.link.v1.Route;
import nova.link.v1.Server;
import nova.link.v1.UpstreamTimeouts;

/** A running data plane with one ADC, and the means to change its config. */
final class Node implements AutoCloseable {
  final MemoryLedger ledger = new MemoryLedger();
  final HttpDataPlane plane;
  final Adc.Builder adc;
  private long version;

  Node(int... serverPorts) throws IOException {
    this(DnsLookup.ofTheNode(), serverPorts);
  }

  Node(Lookup names, int... serverPorts) throws IOException {
    plane =
        HttpDataPlane.start(
            DataPlaneSettings.defaults().withIoThreads(2), ledger, InstantSource.system(), names);
    adc =
        Adc.newBuilder()
            .setId("adc")
            .addListeners(
                Listener.newBuilder().setAddress("127.0.0.1").setProtocol(Listener.Protocol.HTTP))
            .addRoutes(Route.newBuilder().setId("default").setPathPrefix("/").setPoolId("pool"))
            .addPools(pool(serverPorts))
            .setClientLimits(
                ClientLimits.newBuilder()
                    .setMaxHeaderBytes(8192)
                    .setMaxHeaders(100)
                    .setHeaderTimeoutMillis(600)
                    .setIdleTimeoutMillis(60_000)
                    .setBodyIdleTimeoutMillis(800)
                    .setMaxConnections(10_000));
  }

  static Pool.Builder pool(int... ports) {
    Pool.Builder pool =
        Pool.newBuilder()
            .setId("pool")
            .setAlgorithm(Pool.Algorithm.ROUND_ROBIN)
            .setMaxIdleConnections(64)
            .setTimeouts(
                UpstreamTimeouts.newBuilder()
                    .setConnectMillis(1000)
                    .setFirstByteMillis(1500)
                    .setIdleMillis(3000));
    for (int i = 0; i < ports.length; i++) {
      pool.addServers(Server.newBuilder().setId("s" + i).setHost("127.0.0.1").setPort(ports[i]));
    }
    return pool;
  }

  static HealthCheck.Builder check() {
    return HealthCheck.newBuilder()
        .setPath("/health")
        .setIntervalMillis(100)
        .setTimeoutMillis(500)
        .setRise(1)
        .setFall(1)
        .setStatusFrom(200)
        .setStatusTo(299);
  }

  List<nova.link.v1.ConfigProblem> apply() {
    return plane.apply(config());
  }

  NodeConfig config() {
    return NodeConfig.newBuilder().setVersion(++version).addAdcs(adc).build();
  }

  Node started() {
    List<nova.link.v1.ConfigProblem> problems = apply();
    if (!problems.isEmpty()) {
      throw new IllegalStateException(problems.toString());
    }
    return this;
  }

  int port() {
    return plane.listening().getFirst().getPort();
  }

  RawVisitor visitor() throws IOException {
    return new RawVisitor(port());
  }

  /** One request on a fresh connection; everything that came back. */
  String exchange(String raw) throws IOException {
    try (RawVisitor visitor = visitor()) {
      return visitor.say(raw).all();
    }
  }

  @Override
  public void close() {
    plane.close();
  }
}
