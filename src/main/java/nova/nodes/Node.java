package nova.nodes;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nova.kernel.NodeId;
import nova.kernel.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A machine that runs our agent, as far as we know.
 *
 * @param zone where it stands; empty: nowhere in particular
 */
public record Node(
    NodeId id,
    String name,
    String hostname,
    String zone,
    long revision,
    State state,
    Instant enrolledAt,
    @Nullable Instant connectedSince,
    @Nullable Instant lastSeenAt,
    Facts facts,
    Live live,
    ConfigState config) {

  public enum State {
    ONLINE,
    DRAINING,
    OFFLINE
  }

  /** What the agent told about itself and its machine. */
  public record Facts(
      String agentVersion,
      int capability,
      String operatingSystem,
      String architecture,
      int processors,
      long memoryBytes,
      @Nullable Instant startedAt) {}

  /** What changes while it runs. */
  public record Live(
      int openConnections,
      int spooledBatches,
      long residentBytes,
      boolean draining,
      List<ServerState> servers) {
    public Live {
      servers = List.copyOf(servers);
    }
  }

  /**
   * A server as one node sees it.
   *
   * @param inFlight requests and tunnels with it; while it drains, what is left
   * @param passive its answers to visitors say so, no check does
   */
  public record ServerState(
      UUID adcId,
      String pool,
      String server,
      Health health,
      @Nullable Instant since,
      @Nullable String cause,
      long inFlight,
      boolean passive) {}

  public enum Health {
    UNKNOWN,
    HEALTHY,
    UNHEALTHY
  }

  /** Four versions, kept apart. */
  public record ConfigState(
      long desired,
      long sent,
      long acknowledged,
      long applied,
      Rollout state,
      @Nullable Instant changedAt,
      @Nullable Instant appliedAt,
      List<Problem> problems) {
    public ConfigState {
      problems = List.copyOf(problems);
    }
  }

  /** Where the desired version is. */
  public enum Rollout {
    CURRENT,
    PENDING,
    DRIFTING,
    REFUSED,
    /** Not sent: the agent is too old for it. */
    HELD
  }
}
