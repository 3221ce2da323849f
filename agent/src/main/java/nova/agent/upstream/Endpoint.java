package nova.agent.upstream;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Where to connect to, and how to speak there; one address of a server. */
public final class Endpoint {

  /** What is known of the server, however it is spoken to. */
  private static final class Shared {
    final AtomicInteger connections = new AtomicInteger();
    final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    volatile int most = Integer.MAX_VALUE;
    volatile boolean retired;
  }

  private final String host;
  private final int port;
  private final @Nullable InetSocketAddress resolved;
  private final Transport transport;
  private final Shared shared;
  private final Endpoint forUpgrades;

  public Endpoint(String host, int port) {
    this(host, port, Transport.PLAIN);
  }

  public Endpoint(String host, int port, Transport transport) {
    this(host, port, literal(host, port), transport);
  }

  /** One of a name's addresses. */
  public Endpoint(String host, InetSocketAddress address, Transport transport) {
    this(host, address.getPort(), address, transport);
  }

  private Endpoint(
      String host, int port, @Nullable InetSocketAddress resolved, Transport transport) {
    this.host = host;
    this.port = port;
    this.resolved = resolved;
    this.transport = transport;
    this.shared = new Shared();
    this.forUpgrades = transport.http2() ? new Endpoint(this) : this;
  }

  private Endpoint(Endpoint http2) {
    this.host = http2.host;
    this.port = http2.port;
    this.resolved = http2.resolved;
    this.transport = new Transport(false, http2.transport.proxyProtocol(), http2.transport.tls());
    this.shared = http2.shared;
    this.forUpgrades = this;
  }

  private static @Nullable InetSocketAddress literal(String host, int port) {
    try {
      return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    } catch (IllegalArgumentException aName) {
      return null;
    }
  }

  /** Host and port as a URI has them. */
  public String authority() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  /** How the server is spoken to. */
  public Transport transport() {
    return transport;
  }

  /** The same server spoken to in HTTP/1.1, which has a way to change to another protocol. */
  public Endpoint forUpgrades() {
    return forUpgrades;
  }

  /** Connections to it that are open now, over all threads. */
  public int connections() {
    return shared.connections.get();
  }

  /** From now on no more connections than this are opened; more than that may be open already. */
  public void limit(int most) {
    shared.most = most;
    for (int waiting = shared.waiting.size(); waiting > 0; waiting--) {
      next();
    }
  }

  /** Counts one more connection, unless there are as many as there may be. */
  boolean opens() {
    int now;
    do {
      now = shared.connections.get();
      if (now >= shared.most) {
        return false;
      }
    } while (!shared.connections.compareAndSet(now, now + 1));
    return true;
  }

  /** Somebody wants to be told, on any thread and once, when one more may be opened. */
  void await(Runnable chance) {
    shared.waiting.add(chance);
    if (shared.connections.get() < shared.most) {
      next(); // room made just before has told nobody
    }
  }

  /** Idle connections stand in somebody's way. */
  boolean crowded() {
    return !shared.waiting.isEmpty();
  }

  void closed() {
    shared.connections.decrementAndGet();
    next();
  }

  /** A chance is free for whoever waits longest. */
  void next() {
    Runnable first = shared.waiting.poll();
    if (first != null) {
      first.run();
    }
  }

  /** While this is so, connections to it are closed as soon as nothing is under way on them. */
  public void retire(boolean out) {
    shared.retired = out;
  }

  boolean retired() {
    return shared.retired;
  }

  /** Null when the host is a name. */
  public @Nullable InetSocketAddress address() {
    return resolved;
  }
}
