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
        servers[at].inFlight().incrementAndGet();
        return at;
      }
    }
    return NONE;
  }

  public ServerState server(int index) {
    return servers[index];
  }

  public void leave(int server) {
    servers[server].inFlight().decrementAndGet();
  }

  public void firstByte(int server, long nanos, long now) {}

  public boolean isDown(int status) {
    return status >= 500;
  }

  public void good(int server, long now) {}

  public void bad(int server, String cause, boolean confirmed, long now) {}

  public long stallNanos(int server) {
    return Long.MAX_VALUE;
  }

  public void stalled(int server, long waitedNanos, long now) {}
}
