package nova.agent.upstream;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Connections of one I/O thread that carry nothing now; the one used last is used first. */
final class IdleConnections {
  // most servers close an idle connection after 60 s or 75 s; going first avoids the race
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(50);

  /** Whose connections stand in a row when they are not for everyone. */
  private record Own(Endpoint endpoint, Caller caller) {}

  private final Map<Object, ArrayDeque<Http1Connection>> rows = new HashMap<>();

  private static Object key(Endpoint endpoint, @Nullable Caller caller) {
    return caller == null || endpoint.transport().proxyProtocol() == 0
        ? endpoint
        : new Own(endpoint, caller);
  }

  private static Object key(Http1Connection connection) {
    return key(connection.wire().endpoint(), connection.wire().caller());
  }

  @Nullable Http1Connection take(Endpoint endpoint, @Nullable Caller caller) {
    ArrayDeque<Http1Connection> row = rows.get(key(endpoint, caller));
    Http1Connection last = row == null ? null : row.pollLast();
    while (row != null && last != null && !last.wire().current()) {
      last.shut();
      last = row.pollLast();
    }
    return last;
  }

  /** False when there are enough of them, or it is of no use any more. */
  boolean keep(Http1Connection connection, int most) {
    if (!connection.wire().mayIdle()) {
      return false;
    }
    ArrayDeque<Http1Connection> row =
        rows.computeIfAbsent(key(connection), k -> new ArrayDeque<>());
    if (row.size() >= most) {
      return false;
    }
    row.addLast(connection);
    return true;
  }

  void forget(Http1Connection connection) {
    Object key = key(connection);
    ArrayDeque<Http1Connection> row = rows.get(key);
    if (row != null) {
      row.remove(connection);
      if (row.isEmpty()) {
        rows.remove(key);
      }
    }
  }

  /** A visitor is gone, and with it whatever was opened in its name. */
  void left(Caller caller) {
    for (Object key : List.copyOf(rows.keySet())) { // shutting forgets
      ArrayDeque<Http1Connection> row = rows.get(key);
      if (key instanceof Own own && own.caller() == caller && row != null) {
        List.copyOf(row).forEach(Http1Connection::shut);
      }
    }
  }

  void sweep(long now) {
    for (ArrayDeque<Http1Connection> row : List.copyOf(rows.values())) { // shutting forgets
      Http1Connection oldest = row.peekFirst();
      while (oldest != null
          && (now - oldest.idleSince() > IDLE_NANOS || !oldest.wire().mayIdle())) {
        row.pollFirst();
        oldest.shut();
        oldest = row.peekFirst();
      }
    }
    rows.values().removeIf(ArrayDeque::isEmpty);
  }
}
