package nova.agent.upstream;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Where to connect to; a DNS name is resolved off the I/O threads and the last answer kept. */
public final class Endpoint {
  private final String host;
  private final int port;
  private volatile @Nullable InetSocketAddress resolved;

  public Endpoint(String host, int port) {
    this.host = host;
    this.port = port;
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
