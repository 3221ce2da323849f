package nova.agent.balancer;

import java.util.concurrent.atomic.AtomicInteger;

/** One pool's choice of server and what is learned from its servers' answers. Shared by threads. */
public final class PoolBalance {
  /** No server is available that was not tried. */
  public static final int NONE = -1;

  /** Servers are available, and all of them are at their limits. */
  public static final int FULL = -2;

  private final ServerState[] servers;
  private final AtomicInteger next = new AtomicInteger();

  public PoolBalance(ServerState[] servers) {
    this.servers = servers.clone();
  }

  /** Chooses among the servers not tried: an index, {@link #NONE} or {@link #FULL}. */
  public int pick(Visit visit, Tried tried, long nowNanos) {
    int count = servers.length;
    if (count == 0) {
      return NONE;
    }
    int start = Math.floorMod(next.getAndIncrement(), count);
    for (int i = 0; i < count; i++) {
      int at = start + i < count ? start + i : start + i - count;
      if (servers[at].available() && !tried.has(at)) {
        return at;
      }
    }
    return NONE;
  }

  public ServerState server(int index) {
    return servers[index];
  }
}
