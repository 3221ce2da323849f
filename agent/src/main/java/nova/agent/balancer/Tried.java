package nova.agent.balancer;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The servers of a pool that one request has been sent to already. */
public final class Tried {
  private long first;
  private @Nullable BitSet rest;
  private int count;

  /** Marks a server by its index in the pool. */
  public void add(int server) {
    count++;
    if (server < Long.SIZE) {
      first |= 1L << server;
      return;
    }
    BitSet marked = rest == null ? new BitSet() : rest;
    marked.set(server);
    rest = marked;
  }

  public boolean has(int server) {
    return server < Long.SIZE ? (first & (1L << server)) != 0 : rest != null && rest.get(server);
  }

  /** How often a server was chosen. */
  public int count() {
    return count;
  }
}
