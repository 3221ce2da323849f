package nova.web.nodes;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import nova.kernel.Problem;
import nova.nodes.Node;
import nova.nodes.Node.ConfigState;
import nova.nodes.Node.ServerState;
import org.jspecify.annotations.Nullable;

/** A node on the wire. Public for JSON-B. */
public record NodeBody(
    UUID id,
    String name,
    String hostname,
    String zone,
    String state,
    Instant enrolledAt,
    @Nullable Instant connectedSince,
    @Nullable Instant lastSeenAt,
    String agentVersion,
    int capability,
    String operatingSystem,
    String architecture,
    int processors,
    long memoryBytes,
    long residentBytes,
    int openConnections,
    int spooledBatches,
    ConfigBody config,
    List<ServerBody> servers) {

  /** Four versions. */
  public record ConfigBody(
      long desired,
      long sent,
      long acknowledged,
      long applied,
      String state,
      @Nullable Instant changedAt,
      @Nullable Instant appliedAt,
      List<Problem> problems) {}

  /** A server as the node sees it. */
  public record ServerBody(
      UUID adcId,
      String pool,
      String server,
      String state,
      @Nullable Instant since,
      @Nullable String cause,
      long inFlight,
      boolean passive) {}

  static NodeBody of(Node node) {
    return new NodeBody(
        node.id().value(),
        node.name(),
        node.hostname(),
        node.zone(),
        word(node.state()),
        node.enrolledAt(),
        node.connectedSince(),
        node.lastSeenAt(),
        node.facts().agentVersion(),
        node.facts().capability(),
        node.facts().operatingSystem(),
        node.facts().architecture(),
        node.facts().processors(),
        node.facts().memoryBytes(),
        node.live().residentBytes(),
        node.live().openConnections(),
        node.live().spooledBatches(),
        config(node.config()),
        node.live().servers().stream().map(NodeBody::server).toList());
  }

  private static ConfigBody config(ConfigState config) {
    return new ConfigBody(
        config.desired(),
        config.sent(),
        config.acknowledged(),
        config.applied(),
        word(config.state()),
        config.changedAt(),
        config.appliedAt(),
        config.problems());
  }

  private static ServerBody server(ServerState server) {
    return new ServerBody(
        server.adcId(),
        server.pool(),
        server.server(),
        word(server.health()),
        server.since(),
        server.cause(),
        server.inFlight(),
        server.passive());
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
