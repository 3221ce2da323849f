package nova.agent.upstream;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Where to connect to; a DNS name is resolved off the I/O threads and the last answer kept. */
public final class Endpoint {

  /** What is known of the server, however it is spoken to. */
  private static final class Shared {
    final AtomicInteger connections = new AtomicInteger();
    volatile @Nullable InetSocketAddress resolved;
    volatile boolean retired;
  }

  private final String host;
  private final int port;
  private final Transport transport;
  private final Shared shared;
  private final Endpoint forUpgrades;

  public Endpoint(String host, int port) {
    this(host, port, Transport.PLAIN);
  }

  public Endpoint(String host, int port, Transport transport) {
    this.host = host;
    this.port = port;
    this.transport = transport;
    this.shared = new Shared();
    this.forUpgrades = transport.http2() ? new Endpoint(this) : this;
    try {
      shared.resolved = new InetSocketAddress(InetAddress.ofLiteral(host), port);
    } catch (IllegalArgumentException aName) {
      shared.resolved = null;
    }
  }

  private Endpoint(Endpoint http2) {
    this.host = http2.host;
    this.port = http2.port;
    this.transport = new Transport(false, http2.transport.proxyProtocol(), http2.transport.tls());
    this.shared = http2.shared;
    this.forUpgrades = this;
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

  void opened() {
    shared.connections.incrementAndGet();
  }

  void closed() {
    shared.connections.decrementAndGet();
  }

  /** While this is so, connections to it are closed as soon as nothing is under way on them. */
  public void retire(boolean out) {
    shared.retired = out;
  }

  boolean retired() {
    return shared.retired;
  }

  /** Null as long as the name never resolved. */
  public @Nullable InetSocketAddress address() {
    return shared.resolved;
  }

  /** Blocks. */
  void resolve() {
    try {
      InetAddress[] all = InetAddress.getAllByName(host);
      InetSocketAddress known = shared.resolved;
      for (InetAddress address : all) {
        if (known != null && address.equals(known.getAddress())) {
          return;
        }
      }
      shared.resolved = new InetSocketAddress(all[0], port);
    } catch (UnknownHostException stillUnknown) {
      // the last known address stays; without one, connecting fails with a clear cause
      return;
    }
  }
}
