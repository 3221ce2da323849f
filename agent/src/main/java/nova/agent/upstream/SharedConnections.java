package nova.agent.upstream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The HTTP/2 connections of one I/O thread, and those that are being opened. */
final class SharedConnections {
  // most servers close an idle connection after 60 s or more; going first avoids the race
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(50);

  private final Map<Endpoint, List<Http2Connection>> rows = new HashMap<>();
  private final Map<Endpoint, Opening> openings = new HashMap<>();
  private final Set<Endpoint> aloneOnly = new HashSet<>();

  @Nullable Http2Stream take(Endpoint endpoint, @Nullable Caller caller) {
    List<Http2Connection> row = rows.get(endpoint);
    for (int i = 0; row != null && i < row.size(); i++) {
      Http2Connection connection = row.get(i);
      Http2Stream stream = connection.wire().caller() == caller ? connection.reserve() : null;
      if (stream != null) {
        return stream;
      }
    }
    return null;
  }

  void add(Http2Connection connection) {
    rows.computeIfAbsent(connection.wire().endpoint(), e -> new ArrayList<>(2)).add(connection);
  }

  void forget(Http2Connection connection) {
    Endpoint endpoint = connection.wire().endpoint();
    List<Http2Connection> row = rows.get(endpoint);
    if (row != null && row.remove(connection) && row.isEmpty()) {
      rows.remove(endpoint);
    }
  }

  /** One that others may join, if there is. */
  @Nullable Opening opening(Endpoint endpoint) {
    return openings.get(endpoint);
  }

  void opening(Endpoint endpoint, Opening opening) {
    if (!aloneOnly.contains(endpoint)) {
      openings.put(endpoint, opening);
    }
  }

  void opened(Endpoint endpoint, Opening opening) {
    openings.remove(endpoint, opening);
  }

  /**
   * Whether the server turned out to speak HTTP/2: if not, nobody waits for a shared connection.
   */
  void speaksHttp2(Endpoint endpoint, boolean does) {
    if (does) {
      aloneOnly.remove(endpoint);
    } else {
      aloneOnly.add(endpoint);
    }
  }

  void left(Caller caller) {
    for (List<Http2Connection> row : List.copyOf(rows.values())) {
      for (Http2Connection connection : List.copyOf(row)) { // retiring forgets
        if (connection.wire().caller() == caller) {
          connection.retire();
        }
      }
    }
  }

  void sweep(long now) {
    if (!rows.isEmpty()) {
      for (List<Http2Connection> row : List.copyOf(rows.values())) {
        for (Http2Connection connection : List.copyOf(row)) { // closing forgets
          connection.sweep(now, IDLE_NANOS);
        }
      }
    }
    aloneOnly.removeIf(Endpoint::retired);
  }
}
