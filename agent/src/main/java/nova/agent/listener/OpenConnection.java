package nova.agent.listener;

import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/** One visitor connection from accept to close, whatever is spoken on it; one I/O thread. */
final class OpenConnection {
  private final VisitorPort port;
  private final StreamConnection connection;
  private final SocketAddress peer;
  private @Nullable RequestGuard guard;
  private long since = System.nanoTime();
  private boolean http2;
  private int streams;
  private boolean gone;
  AtomicInteger counted;
  int index;

  OpenConnection(VisitorPort port, StreamConnection connection, AtomicInteger counted) {
    this.port = port;
    this.connection = connection;
    this.peer = connection.getPeerAddress();
    this.counted = counted;
  }

  VisitorPort port() {
    return port;
  }

  StreamConnection connection() {
    return connection;
  }

  SocketAddress peer() {
    return peer;
  }

  /** HTTP/1.1 from here on, watched by its guard. */
  void speaksHttp1(RequestGuard watching) {
    guard = watching;
  }

  void speaksHttp2() {
    guard = null;
    http2 = true;
  }

  /** A stream of HTTP/2 began. */
  void streamBegun() {
    streams++;
  }

  void streamEnded() {
    streams--;
    since = System.nanoTime();
  }

  boolean headBegun() {
    return guard != null && guard.headBegun();
  }

  /** Called by the sweep of the connection's thread. */
  void sweep(long now) {
    if (guard != null) {
      guard.sweep(now);
      return;
    }
    long allowed = http2 ? port.idleNanos() : port.limits().headerTimeout().toNanos();
    if (streams == 0 && now - since > allowed) {
      close();
    }
  }

  void close() {
    IoUtils.safeClose(connection);
  }

  /** True the first time only. */
  boolean leave() {
    boolean first = !gone;
    gone = true;
    if (guard != null) {
      guard.leave();
    }
    return first;
  }
}
