package nova.agent.balancer;

import java.util.concurrent.atomic.AtomicInteger;

/** Round robin over the available servers of a pool; shared by all threads, no locks. */
public final class Turn {
  private final AtomicInteger next = new AtomicInteger();

  /**
   * The next available server that was not tried yet.
   *
   * @param tried bit per server, for the first 64 servers; later ones may be tried twice
   * @return its index, or -1
   */
  public int pick(ServerState[] servers, long tried) {
    int count = servers.length;
    if (count == 0) {
      return -1;
    }
    int start = Math.floorMod(next.getAndIncrement(), count);
    for (int i = 0; i < count; i++) {
      int at = start + i < count ? start + i : start + i - count;
      if (servers[at].available() && (at >= 64 || (tried & (1L << at)) == 0)) {
        return at;
      }
    }
    return -1;
  }
}
