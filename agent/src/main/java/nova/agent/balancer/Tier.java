package nova.agent.balancer;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Servers that share requests with each other, all of them available, with the means to draw. */
final class Tier {
  private final int[] servers;
  private final int[] weights;
  private final boolean spills;
  private final Lots lots;
  private final @Nullable Turns turns;
  private final AtomicInteger turn = new AtomicInteger();
  private final boolean equal;

  /**
   * @param servers indexes in the pool
   * @param spills whether the next tier helps out when this one is full
   */
  Tier(int[] servers, int[] weights, boolean spills, boolean inTurn) {
    this.servers = servers;
    this.weights = weights;
    this.spills = spills;
    this.lots = new Lots(weights);
    this.turns = inTurn ? new Turns(weights) : null;
    this.equal = Arrays.stream(weights).allMatch(weight -> weight == weights[0]);
  }

  boolean sameAs(int[] otherServers, int[] otherWeights, boolean otherSpills) {
    return spills == otherSpills
        && Arrays.equals(servers, otherServers)
        && Arrays.equals(weights, otherWeights);
  }

  int size() {
    return servers.length;
  }

  /** The server at a position in this tier. */
  int server(int position) {
    return servers[position];
  }

  int weight(int position) {
    return weights[position];
  }

  boolean equalWeights() {
    return equal;
  }

  boolean spills() {
    return spills;
  }

  /** A position, drawn by weight. */
  int draw(long random) {
    return lots.draw(random);
  }

  /** The position whose turn it is. */
  int nextTurn() {
    Turns all = turns;
    return all == null || all.length() == 0 ? 0 : all.at(turn.getAndIncrement());
  }
}
