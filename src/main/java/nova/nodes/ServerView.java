package nova.nodes;

import java.time.Instant;
import java.util.List;
import nova.kernel.NodeId;
import nova.nodes.Node.Health;
import nova.nodes.document.Server;
import nova.nodes.document.Stage;
import org.jspecify.annotations.Nullable;

/**
 * A server of an ADC: what it should do, and how all nodes see it.
 *
 * @param stage the one it is in
 * @param since earliest among the nodes that see it as {@code health} says
 * @param cause of one of them
 * @param passive for one of them no check says so, but its answers to visitors
 * @param inFlight requests and tunnels with it, of all nodes; while it drains, what is left
 * @param seenBy the nodes that see it, those that find it unhealthy first; at most {@link
 *     #MAX_SEEN_BY}
 */
public record ServerView(
    String pool,
    Server server,
    @Nullable Stage stage,
    Service service,
    Verdict health,
    @Nullable Instant since,
    @Nullable String cause,
    boolean passive,
    long inFlight,
    Counts nodes,
    List<Seen> seenBy) {
  public static final int MAX_SEEN_BY = 50;

  public ServerView {
    seenBy = List.copyOf(seenBy);
  }

  /** What it is there for at the moment. */
  public enum Service {
    SERVING,
    DRAINING,
    /** Every node has stopped sending, and nothing is left. */
    DRAINED,
    MAINTENANCE
  }

  /** All nodes together. */
  public enum Verdict {
    UNKNOWN,
    HEALTHY,
    UNHEALTHY,
    /** Nodes differ. */
    MIXED
  }

  /**
   * Nodes that serve the ADC.
   *
   * @param online of all
   * @param current of all: those that serve the present config
   */
  public record Counts(int all, int online, int current, int healthy, int unhealthy, int unknown) {}

  /** By one node. */
  public record Seen(
      NodeId node,
      String name,
      Health health,
      @Nullable Instant since,
      @Nullable String cause,
      boolean passive,
      long inFlight) {}
}
