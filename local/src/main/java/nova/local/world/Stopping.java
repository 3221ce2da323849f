package nova.local.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What runs, to be stopped so that nobody misses what it needs. */
final class Stopping implements AutoCloseable {
  /** Whose turn it is; within one, all go together. */
  enum Turn {
    AGENT,
    CONTROL_PLANE,
    STAND_IN,
    STORE
  }

  private record Part(Turn turn, String name, AutoCloseable part) {}

  private final List<Part> parts = new ArrayList<>();
  private boolean closed;

  /** Stops it at once when the stopping has begun already. */
  synchronized <T extends AutoCloseable> T add(Turn turn, String name, T part) {
    parts.add(new Part(turn, name, part));
    if (closed) {
      stop();
    }
    return part;
  }

  @Override
  public synchronized void close() {
    closed = true;
    stop();
  }

  /** Everything is tried; the first that goes wrong is thrown at the end. */
  private void stop() {
    Queue<IllegalStateException> failures = new ConcurrentLinkedQueue<>();
    for (Turn turn : Turn.values()) {
      try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
        parts.stream()
            .filter(part -> part.turn() == turn)
            .forEach(part -> together.execute(() -> stop(part, failures)));
      }
    }
    parts.clear();
    IllegalStateException first = failures.poll();
    if (first != null) {
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }

  private static void stop(Part part, Queue<IllegalStateException> failures) {
    try {
      part.part().close();
    } catch (Exception e) {
      failures.add(new IllegalStateException("cannot stop " + part.name(), e));
    }
  }
}
