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

  /**
   * Chooses among the servers not tried: an index, {@link #NONE} or {@link #FULL}. The exchange
   * counts as in flight there until {@link #leave}.
   */
  public int pick(Visit visit, Tried tried, long nowNanos) {
    int count = servers.length;
    if (count == 0) {
      return NONE;
    }
    int start = Math.floorMod(next.getAndIncrement(), count);
    for (int i = 0; i < count; i++) {
      int at = start + i < count ? start + i : start + i - count;
      if (servers[at].available() && !tried.has(at)) {
        servers[at].enter();
        return at;
      }
    }
    return NONE;
  }

  public ServerState server(int index) {
    return servers[index];
  }

  public int size() {
    return servers.length;
  }

  /** The exchange is no longer with it. */
  public void leave(int server) {
    servers[server].leave();
  }

  /** The first byte of an answer came, so long after the request was sent. */
  public void firstByte(int server, long nanos, long nowNanos) {}

  /** Whether an answer with this status speaks against its server. */
  public boolean isDown(int status) {
    return status >= 500;
  }

  /** A good answer. */
  public void good(int server, long nowNanos) {}

  /**
   * A bad answer, or none.
   *
   * @param cause one sentence: "connect: refused", "status 501", "timeout after 2000 ms"
   * @param confirmed a connection error, a timeout, or a down status where another server answered
   *     the same request well; unconfirmed is a down status where nobody else could be asked
   */
  public void bad(int server, String cause, boolean confirmed, long nowNanos) {}

  /**
   * How long a request may owe its first byte before its server counts as stalling; {@link
   * Long#MAX_VALUE} when that cannot be told.
   */
  public long stallNanos(int server) {
    return Long.MAX_VALUE;
  }

  /**
   * A request has owed its first byte for longer than {@link #stallNanos}; told once per attempt.
   *
   * @return whether its server is set aside
   */
  public boolean stalled(int server, long waitedNanos, long nowNanos) {
    return false;
  }
}
