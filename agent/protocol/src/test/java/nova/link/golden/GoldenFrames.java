package nova.link.golden;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import nova.link.v1.Adc;
import nova.link.v1.ApplyConfig;
import nova.link.v1.ClientLimits;
import nova.link.v1.Command;
import nova.link.v1.CommandOutcome;
import nova.link.v1.ConfigOutcome;
import nova.link.v1.ConfigProblem;
import nova.link.v1.EnrolmentRequest;
import nova.link.v1.EnrolmentResponse;
import nova.link.v1.Envelope;
import nova.link.v1.HealthCheck;
import nova.link.v1.HealthReport;
import nova.link.v1.Hello;
import nova.link.v1.LatencySketch;
import nova.link.v1.Listener;
import nova.link.v1.MetricAck;
import nova.link.v1.MetricBatch;
import nova.link.v1.NodeConfig;
import nova.link.v1.NodeFacts;
import nova.link.v1.Ping;
import nova.link.v1.Pong;
import nova.link.v1.Pool;
import nova.link.v1.Retire;
import nova.link.v1.Route;
import nova.link.v1.ServedHour;
import nova.link.v1.Server;
import nova.link.v1.ServerHealth;
import nova.link.v1.TrafficWindow;
import nova.link.v1.UpstreamTimeouts;
import nova.link.v1.Welcome;

/** What the golden files hold. As a program it writes those that are missing, never another. */
final class GoldenFrames {
  // a field number no schema will use soon, and what a newer sender put there
  static final int UNKNOWN_FIELD = 15_000;
  static final ByteString UNKNOWN =
      ByteString.copyFrom(new byte[] {(byte) 0xc2, (byte) 0xa9, 0x07, 0x03, 'n', 'e', 'w'});

  private static final NodeFacts FACTS =
      NodeFacts.newBuilder()
          .setAgentVersion("0.1.0")
          .setCapability(1)
          .setOperatingSystem("Linux")
          .setArchitecture("amd64")
          .setProcessors(2)
          .setMemoryBytes(4L << 30)
          .setStartedAtMillis(1_763_900_000_000L)
          .build();

  private GoldenFrames() {}

  /** The directory of the golden files. */
  public static void main(String[] words) throws IOException {
    Path directory = Files.createDirectories(Path.of(words[0]));
    for (Map.Entry<String, MessageLite> frame : all().entrySet()) {
      Path file = directory.resolve(frame.getKey() + ".binpb");
      if (Files.exists(file)) {
        System.out.println("kept " + file.getFileName());
      } else {
        Files.write(file, bytes(frame.getKey(), frame.getValue()));
        System.out.println("added " + file.getFileName());
      }
    }
  }

  /** File name to content; what an unknown field adds is not in it. */
  static Map<String, MessageLite> all() {
    Map<String, MessageLite> all = new LinkedHashMap<>();
    all.put("enrolment-request", enrolment());
    all.put(
        "enrolment-response",
        EnrolmentResponse.newBuilder()
            .setNodeId("6b0d9a54-54a5-4c1e-9d5c-0d6b5c7d1a01")
            .setTenantId("6b0d9a54-54a5-4c1e-9d5c-0d6b5c7d1a02")
            .setNodeName("web-1")
            .build());
    all.put("hello", frame(1, 0).setHello(hello()).build());
    all.put("welcome", frame(1, 1).setWelcome(welcome()).build());
    all.put("apply-config", frame(2, 0).setApplyConfig(ship(config())).build());
    all.put("config-outcome", frame(2, 2).setConfigOutcome(refused()).build());
    all.put("command", frame(3, 0).setCommand(retire()).build());
    all.put("command-outcome", frame(3, 3).setCommandOutcome(retired()).build());
    all.put("metric-batch", frame(4, 0).setMetricBatch(batch()).build());
    all.put("metric-ack", frame(4, 4).setMetricAck(acknowledgement()).build());
    all.put("health-report", frame(5, 0).setHealthReport(health()).build());
    all.put("ping", frame(6, 0).setPing(Ping.getDefaultInstance()).build());
    all.put("pong", frame(6, 6).setPong(Pong.getDefaultInstance()).build());
    all.put("node-config", config());
    all.put("apply-config-2", frame(7, 0).setApplyConfig(ship(GoldenBalancing.config())).build());
    all.put("metric-batch-2", frame(8, 0).setMetricBatch(GoldenBalancing.batch()).build());
    all.put("health-report-2", frame(9, 0).setHealthReport(GoldenBalancing.health()).build());
    all.put("node-config-2", GoldenBalancing.config());
    all.put("unknown-field", config());
    all.put("unknown-enum", unknownEnum());
    return all;
  }

  static byte[] bytes(String name, MessageLite message) {
    ByteString plain = message.toByteString();
    return (name.equals("unknown-field") ? plain.concat(UNKNOWN) : plain).toByteArray();
  }

  private static Envelope.Builder frame(long id, long answers) {
    return Envelope.newBuilder()
        .setId(id)
        .setCorrelationId(answers)
        .setSentAtMillis(1_763_900_000_123L);
  }

  private static EnrolmentRequest enrolment() {
    return EnrolmentRequest.newBuilder()
        .setJoinToken("nova_join_example")
        .setPublicKey(ByteString.copyFromUtf8("a public key"))
        .setHostname("web-1.example.com")
        .setFacts(FACTS)
        .build();
  }

  private static Hello hello() {
    return Hello.newBuilder()
        .setFacts(FACTS)
        .setAppliedConfigVersion(41)
        .setSpoolId("6b0d9a54-54a5-4c1e-9d5c-0d6b5c7d1a03")
        .addServedHours(
            ServedHour.newBuilder()
                .setUnixHour(489_972)
                .setFirstMillis(1_763_900_000_001L)
                .setLastMillis(1_763_900_059_999L))
        .build();
  }

  private static Welcome welcome() {
    return Welcome.newBuilder()
        .setNowMillis(1_763_900_000_456L)
        .setHealthIntervalMillis(10_000)
        .setMetricWindowMillis(10_000)
        .setMaxUnacknowledgedBatches(8)
        .setMaxFrameBytes(1 << 20)
        .setIdleTimeoutMillis(30_000)
        .build();
  }

  private static ApplyConfig ship(NodeConfig config) {
    return ApplyConfig.newBuilder().setConfig(config).build();
  }

  private static NodeConfig config() {
    return NodeConfig.newBuilder()
        .setVersion(42)
        .addAdcs(
            Adc.newBuilder()
                .setId("adc-1")
                .setName("Shop")
                .addListeners(listener())
                .addRoutes(
                    Route.newBuilder().setId("default").setPathPrefix("/shop").setPoolId("pool-1"))
                .addPools(pool())
                .setClientLimits(limits()))
        .build();
  }

  private static Listener.Builder listener() {
    return Listener.newBuilder()
        .setAddress("0.0.0.0")
        .setPort(8080)
        .setProtocol(Listener.Protocol.HTTP);
  }

  private static Pool pool() {
    return Pool.newBuilder()
        .setId("pool-1")
        .setName("Shop servers")
        .setAlgorithm(Pool.Algorithm.ROUND_ROBIN)
        .addServers(Server.newBuilder().setId("s-1").setHost("192.0.2.10").setPort(8081))
        .addServers(Server.newBuilder().setId("s-2").setHost("shop.example.com").setPort(8082))
        .setHealthCheck(
            HealthCheck.newBuilder()
                .setPath("/health")
                .setHost("shop.example.com")
                .setIntervalMillis(5_000)
                .setTimeoutMillis(2_000)
                .setRise(2)
                .setFall(3)
                .setStatusFrom(200)
                .setStatusTo(399))
        .setTimeouts(
            UpstreamTimeouts.newBuilder()
                .setConnectMillis(3_000)
                .setFirstByteMillis(60_000)
                .setIdleMillis(61_000))
        .setMaxIdleConnections(32)
        .build();
  }

  private static ClientLimits limits() {
    return ClientLimits.newBuilder()
        .setMaxHeaderBytes(16_384)
        .setMaxHeaders(100)
        .setMaxBodyBytes(1L << 33)
        .setHeaderTimeoutMillis(10_000)
        .setIdleTimeoutMillis(75_000)
        .setBodyIdleTimeoutMillis(30_000)
        .setMaxConnections(10_000)
        .build();
  }

  private static ConfigOutcome refused() {
    return ConfigOutcome.newBuilder()
        .setVersion(42)
        .setStage(ConfigOutcome.Stage.REFUSED)
        .addProblems(
            ConfigProblem.newBuilder()
                .setPointer("/adcs/0/listeners/0/port")
                .setCode("port-in-use")
                .setMessage("Another program on the node listens on port 8080."))
        .setAppliedVersion(41)
        .build();
  }

  private static Command retire() {
    return Command.newBuilder()
        .setCommandId("6b0d9a54-54a5-4c1e-9d5c-0d6b5c7d1a04")
        .setRetire(Retire.newBuilder().setReason("deleted in the console"))
        .build();
  }

  private static CommandOutcome retired() {
    return CommandOutcome.newBuilder()
        .setCommandId("6b0d9a54-54a5-4c1e-9d5c-0d6b5c7d1a04")
        .setDone(true)
        .setMessage("drained and forgotten")
        .build();
  }

  private static MetricBatch batch() {
    return MetricBatch.newBuilder()
        .setSpoolId("6b0d9a54-54a5-4c1e-9d5c-0d6b5c7d1a03")
        .setSequence(9)
        .setResent(true)
        .addWindows(
            TrafficWindow.newBuilder()
                .setStartMillis(1_763_900_000_000L)
                .setLengthMillis(10_000)
                .setAdcId("adc-1")
                .setRoute("default")
                .setServer("s-1")
                .setStatusClass(2)
                .setRequests(5)
                .setUpstreamErrors(1)
                .setRequestBytes(10)
                .setResponseBytes(5_000_000_000L)
                .setLatency(
                    LatencySketch.newBuilder()
                        .addBucketDelta(360)
                        .addBucketDelta(3)
                        .addCount(4)
                        .addCount(1)))
        .setDroppedWindows(2)
        .build();
  }

  private static MetricAck acknowledgement() {
    return MetricAck.newBuilder()
        .setSpoolId("6b0d9a54-54a5-4c1e-9d5c-0d6b5c7d1a03")
        .addSequences(9)
        .addSequences(10)
        .build();
  }

  private static HealthReport health() {
    return HealthReport.newBuilder()
        .setAtMillis(1_763_900_000_789L)
        .addServers(
            ServerHealth.newBuilder()
                .setAdcId("adc-1")
                .setPoolId("pool-1")
                .setServerId("s-1")
                .setState(ServerHealth.State.UNHEALTHY)
                .setSinceMillis(1_763_899_999_000L)
                .setCause("connect: refused"))
        .setOpenConnections(3)
        .setSpooledBatches(1)
        .setResidentBytes(64L << 20)
        .setDraining(true)
        .build();
  }

  private static NodeConfig unknownEnum() {
    return NodeConfig.newBuilder()
        .setVersion(43)
        .addAdcs(
            Adc.newBuilder()
                .setId("adc-1")
                .addListeners(listener().setProtocolValue(99))
                .addPools(pool().toBuilder().setAlgorithmValue(98)))
        .build();
  }
}
