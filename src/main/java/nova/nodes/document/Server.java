package nova.nodes.document;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of a pool.
 *
 * @param host IP literal or DNS name
 * @param weight null: 1
 * @param zone empty: nowhere in particular
 * @param backup gets traffic only while no primary server is available
 * @param drain finishes what it has, gets nothing new
 * @param maintenance gets nothing at all, and is not checked
 */
public record Server(
    String name,
    String host,
    int port,
    @Nullable Integer weight,
    String zone,
    boolean backup,
    @Nullable Drain drain,
    boolean maintenance) {

  /**
   * No new sessions.
   *
   * @param forceAt when what is left is cut off; null: never
   */
  public record Drain(@Nullable Instant forceAt) {}

  public Server drained(@Nullable Drain how) {
    return new Server(name, host, port, weight, zone, backup, how, maintenance);
  }

  public Server weighing(int howMuch) {
    return new Server(name, host, port, howMuch, zone, backup, drain, maintenance);
  }

  public Server maintained(boolean on) {
    return new Server(name, host, port, weight, zone, backup, drain, on);
  }
}
