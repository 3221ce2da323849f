package nova.agent.upstream;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Where to connect to; one address of a server. */
public final class Endpoint {
  private final String host;
  private final int port;
  private final @Nullable InetSocketAddress resolved;

  public Endpoint(String host, int port) {
    this.host = host;
    this.port = port;
    this.resolved = literal(host, port);
  }

  private static @Nullable InetSocketAddress literal(String host, int port) {
    try {
      return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    } catch (IllegalArgumentException aName) {
      return null;
    }
  }

  /** One of a name's addresses. */
  public Endpoint(String host, InetSocketAddress address) {
    this.host = host;
    this.port = address.getPort();
    this.resolved = address;
  }

  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  /** Null when the host is a name. */
  public @Nullable InetSocketAddress address() {
    return resolved;
  }
}
