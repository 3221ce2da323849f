package nova.local.bench.resilience;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A server of a customer, and what can become of it. It lives in this process: to a balancer, all
 * its sockets closed at once is what it sees of a killed process.
 */
final class FaultyServer implements AutoCloseable {
  /** How it is. */
  enum State {
    WELL,
    ANSWERS_501,
    ANSWERS_503,
    /** Takes connections and requests, and never answers. */
    HANGS,
    /** Takes each request, and closes its own direction without an answer. */
    HALF_CLOSES,
    KILLED
  }

  private static final int BACKLOG = 1024;
  private final int port;
  private final FaultyAnswers answers;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private volatile State state = State.WELL;
  private @Nullable ServerSocket listener;
  private @Nullable Thread acceptor;

  FaultyServer(int port, Orders orders, Downloads downloads) {
    this.port = port;
    this.answers = new FaultyAnswers(this, orders, downloads);
    listen();
  }

  int port() {
    return port;
  }

  State state() {
    return state;
  }

  /** From the next request on; KILLED at once. */
  synchronized void become(State next) {
    State before = state;
    state = next;
    if (next == State.KILLED) {
      hangUp();
    } else if (before == State.KILLED) {
      listen();
    }
  }

  private void listen() {
    try {
      ServerSocket opened = new ServerSocket();
      opened.setReuseAddress(true);
      opened.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      listener = opened;
      acceptor = Thread.ofVirtual().name("server on " + port).start(() -> accept(opened));
    } catch (IOException e) {
      throw new UncheckedIOException("no server on port " + port, e);
    }
  }

  private void accept(ServerSocket opened) {
    while (!opened.isClosed()) {
      try {
        Socket connection = opened.accept();
        connections.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      answers.serve(connection);
    } catch (IOException | InterruptedException balancerWentAwayOrWeWereKilled) {
      // both are what this is about
    } finally {
      connections.remove(connection);
    }
  }

  private void hangUp() {
    try {
      if (listener != null) {
        listener.close();
      }
      closeAll(); // at once, as a process that ends
      if (acceptor != null) {
        acceptor.join(); // the port is free, and who was let in meanwhile is known
      }
      closeAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeAll() throws IOException {
    for (Socket connection : connections) {
      connection.close();
    }
  }

  @Override
  public void close() {
    become(State.KILLED);
  }
}
