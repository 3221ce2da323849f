package nova.local.world;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What runs, to be stopped in the order agents, control plane, stand-ins, stores. */
final class Stopping implements AutoCloseable {
  private record Part(String name, int rank, AutoCloseable part) {}

  private final Deque<Part> parts = new ArrayDeque<>();
  private boolean closed;

  private static int rank(String name) {
    if (name.startsWith("agent ")) {
      return 0;
    }
    return name.equals("control plane") ? 1 : 2;
  }

  synchronized void add(String name, AutoCloseable part) {
    parts.addFirst(new Part(name, rank(name), part));
    if (closed) {
      stop();
    }
  }

  synchronized <T> Stores.Opened<T> with(Stores.Opened<T> store) {
    parts.addFirst(new Part("store", 3, store.stop()));
    if (closed) {
      stop();
    }
    return store;
  }

  @Override
  public synchronized void close() {
    closed = true;
    stop();
  }

  /** Everything is tried; the first that goes wrong is thrown at the end. */
  private void stop() {
    List<Part> all = parts.stream().sorted(Comparator.comparingInt(Part::rank)).toList();
    parts.clear();
    @Nullable IllegalStateException failure = null;
    for (Part part : all) {
      try {
        part.part().close();
      } catch (Exception e) {
        IllegalStateException failed = new IllegalStateException("cannot stop " + part.name(), e);
        if (failure == null) {
          failure = failed;
        } else {
          failure.addSuppressed(failed);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
