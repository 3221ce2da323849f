package nova.agent.listener;

import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The visitor connections of one I/O thread, and what they share. */
final class VisitorThread {
  private byte[] scratch = new byte[16384];
  private OpenConnection[] open = new OpenConnection[64];
  private final Map<SocketAddress, OpenConnection> byPeer = new HashMap<>();
  private int count;

  byte[] scratch(int length) {
    if (scratch.length < length) {
      scratch = new byte[length];
    }
    return scratch;
  }

  void add(OpenConnection visitor) {
    if (count == open.length) {
      open = Arrays.copyOf(open, 2 * count);
    }
    visitor.index = count;
    open[count++] = visitor;
  }

  @SuppressWarnings("NullAway") // the freed slot is never read
  void remove(OpenConnection visitor) {
    OpenConnection last = open[--count];
    open[visitor.index] = last;
    last.index = visitor.index;
    open[count] = null;
    byPeer.remove(visitor.peer(), visitor);
  }

  /** Undertow does not say which connection a stream is of: its address does. */
  void remember(OpenConnection visitor) {
    byPeer.put(visitor.peer(), visitor);
  }

  @Nullable OpenConnection of(SocketAddress peer) {
    return byPeer.get(peer);
  }

  /** One coarse timer per thread instead of one per connection. */
  void sweep() {
    long now = System.nanoTime();
    for (int i = count - 1; i >= 0; i--) {
      if (i < count) {
        open[i].sweep(now);
      }
    }
  }

  int headsBegun() {
    int begun = 0;
    for (int i = 0; i < count; i++) {
      if (open[i].headBegun()) {
        begun++;
      }
    }
    return begun;
  }

  void recount(VisitorPort port, AtomicInteger counter) {
    for (int i = 0; i < count; i++) {
      if (open[i].port() == port) {
        open[i].counted.decrementAndGet();
        open[i].counted = counter;
        counter.incrementAndGet();
      }
    }
  }

  void closeAll(VisitorPort port) {
    for (int i = count - 1; i >= 0; i--) {
      if (i < count && open[i].port() == port) {
        open[i].close();
      }
    }
  }
}
