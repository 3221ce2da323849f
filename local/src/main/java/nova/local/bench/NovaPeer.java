package nova.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nova.agent.state.DataDirectory;
import nova.link.v1.Adc;
import nova.link.v1.ClientLimits;
import nova.link.v1.EnrolmentResponse;
import nova.link.v1.Listener;
import nova.link.v1.NodeConfig;
import nova.link.v1.Pool;
import nova.link.v1.Route;
import nova.link.v1.Server;
import nova.link.v1.UpstreamTimeouts;

/**
 * Our agent as a peer: the packaged jar with its usual flags, serving its last good config with no
 * control plane in reach, telemetry and spool included. One I/O thread: it sees one processor.
 */
final class NovaPeer {
  /** Nobody listens on the discard port: the link keeps trying, as in an outage. */
  private static final String NO_CONTROL_PLANE = "http://127.0.0.1:9";

  private NovaPeer() {}

  static Peer on(Path data, int port, int backend) throws IOException {
    Path jar = Path.of(System.getProperty("nova.root"), "agent/target/nova-agent.jar");
    prepare(data, port, backend);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of("--control", NO_CONTROL_PLANE, "--data", data.toString()));
    return new Peer("nova", port, command);
  }

  private static void prepare(Path data, int port, int backend) throws IOException {
    Files.createDirectories(data);
    try (DataDirectory directory = DataDirectory.open(data)) {
      if (directory.key().publicKey().length == 0) {
        throw new IOException("no key");
      }
      directory.keep(
          EnrolmentResponse.newBuilder()
              .setNodeId("00000000-0000-7000-8000-000000000001")
              .setTenantId("00000000-0000-7000-8000-000000000002")
              .setNodeName("bench")
              .build());
      directory.keep(config(port, backend));
    } catch (DataDirectory.Unusable e) {
      throw new IOException(e);
    }
  }

  private static NodeConfig config(int port, int backend) {
    Listener.Builder listener =
        Listener.newBuilder()
            .setAddress("127.0.0.1")
            .setPort(port)
            .setProtocol(Listener.Protocol.HTTP);
    Pool.Builder pool =
        Pool.newBuilder()
            .setId("files")
            .setName("files")
            .setAlgorithm(Pool.Algorithm.ROUND_ROBIN)
            .setMaxIdleConnections(512)
            .setTimeouts(
                UpstreamTimeouts.newBuilder()
                    .setConnectMillis(2_000)
                    .setFirstByteMillis(60_000)
                    .setIdleMillis(60_000))
            .addServers(Server.newBuilder().setId("nginx").setHost("127.0.0.1").setPort(backend));
    return NodeConfig.newBuilder()
        .setVersion(1)
        .addAdcs(
            Adc.newBuilder()
                .setId("00000000-0000-7000-8000-000000000003")
                .setName("bench")
                .addListeners(listener)
                .addRoutes(
                    Route.newBuilder().setId("default").setPathPrefix("/").setPoolId("files"))
                .addPools(pool)
                .setClientLimits(limits()))
        .build();
  }

  /** The defaults of the API. */
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
