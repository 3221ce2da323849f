package nova.agent.listener;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** The visitor connections of one I/O thread, and what they share. */
final class VisitorThread {
  private byte[] scratch = new byte[16384];
  private RequestGuard[] open = new RequestGuard[64];
  private int count;

  byte[] scratch(int length) {
    if (scratch.length < length) {
      scratch = new byte[length];
    }
    return scratch;
  }

  void add(RequestGuard guard) {
    if (count == open.length) {
      open = Arrays.copyOf(open, 2 * count);
    }
    guard.index = count;
    open[count++] = guard;
  }

  @SuppressWarnings("NullAway") // the freed slot is never read
  void remove(RequestGuard guard) {
    RequestGuard last = open[--count];
    open[guard.index] = last;
    last.index = guard.index;
    open[count] = null;
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
