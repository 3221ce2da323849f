package nova.agent.upstream;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Where to connect to; a DNS name is resolved off the I/O threads and the last answer kept. */
public final class Endpoint {
  private final String host;
  private final int port;
  private final Transport transport;
  private final AtomicInteger connections = new AtomicInteger();
  private volatile @Nullable InetSocketAddress resolved;
  private volatile boolean retired;

  public Endpoint(String host, int port) {
    this(host, port, Transport.PLAIN);
  }

  public Endpoint(String host, int port, Transport transport) {
    this.host = host;
    this.port = port;
    this.transport = transport;
    try {
      resolved = new InetSocketAddress(InetAddress.ofLiteral(host), port);
    } catch (IllegalArgumentException aName) {
      resolved = null;
    }
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

  /** Connections to it that are open now, over all threads. */
  public int connections() {
    return connections.get();
  }

  void opened() {
    connections.incrementAndGet();
  }

  void closed() {
    connections.decrementAndGet();
  }

  /** While this is so, connections to it are closed as soon as nothing is under way on them. */
  public void retire(boolean out) {
    retired = out;
  }

  boolean retired() {
    return retired;
  }

  /** Null as long as the name never resolved. */
  public @Nullable InetSocketAddress address() {
    return resolved;
  }

  /** Blocks. */
  void resolve() {
    try {
      InetAddress[] all = InetAddress.getAllByName(host);
      InetSocketAddress known = resolved;
      for (InetAddress address : all) {
        if (known != null && address.equals(known.getAddress())) {
          return;
        }
      }
      resolved = new InetSocketAddress(all[0], port);
    } catch (UnknownHostException stillUnknown) {
      // the last known address stays; without one, connecting fails with a clear cause
      return;
    }
  }
}
