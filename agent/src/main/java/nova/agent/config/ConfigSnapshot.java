package nova.agent.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A checked config; every reference in it resolves. */
public record ConfigSnapshot(long version, List<Adc> adcs) {

  public record Adc(
      String id,
      String name,
      List<Port> ports,
      List<Route> routes,
      List<Pool> pools,
      VisitorLimits limits) {}

  /** Where visitors come in: an IP literal and a port (0 = any free one, for tests). */
  public record Port(String address, int port) {}

  /** A prefix that ends without a slash; the empty prefix matches everything. */
  public record Route(String id, String prefix, String poolId) {

    /** True when the path starts with the prefix and the prefix ends at a segment boundary. */
    public boolean matches(String path) {
      return path.startsWith(prefix)
          && (path.length() == prefix.length()
              || prefix.isEmpty()
              || path.charAt(prefix.length()) == '/');
    }
  }

  public record Pool(
      String id,
      String name,
      List<Server> servers,
      Optional<Check> check,
      Duration connectTimeout,
      Duration firstByteTimeout,
      Duration idleTimeout,
      int maxIdleConnections) {}

  public record Server(String id, String host, int port) {}

  public record Check(
      String path,
      String host,
      Duration interval,
      Duration timeout,
      int rise,
      int fall,
      int statusFrom,
      int statusTo) {}

  public record VisitorLimits(
      int maxHeaderBytes,
      int maxHeaders,
      long maxBodyBytes,
      Duration headerTimeout,
      Duration idleTimeout,
      Duration bodyIdleTimeout,
      int maxConnections) {}
}
