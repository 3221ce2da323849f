package nova.agent.pipeline;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests of one pool that wait until a server has room for them, on any I/O thread. */
final class WaitingLine {

  /** Somebody in line. */
  interface Waiter {
    /** A server may have room now; called on any thread. */
    void yourTurn();
  }

  private final ConcurrentLinkedQueue<Waiter> line = new ConcurrentLinkedQueue<>();
  private final AtomicInteger length = new AtomicInteger();
  private final int most;

  WaitingLine(int most) {
    this.most = most;
  }

  /** False when the line is full. */
  boolean join(Waiter waiter) {
    if (length.incrementAndGet() > most) {
      length.decrementAndGet();
      return false;
    }
    line.add(waiter);
    return true;
  }

  void leave(Waiter waiter) {
    if (line.remove(waiter)) {
      length.decrementAndGet();
    }
  }

  /** A server has room for one more. */
  void next() {
    if (length.get() == 0) {
      return;
    }
    Waiter first = line.poll();
    if (first != null) {
      length.decrementAndGet();
      first.yourTurn();
    }
  }
}
