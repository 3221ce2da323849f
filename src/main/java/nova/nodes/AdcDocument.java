package nova.nodes;

import java.util.List;
import nova.kernel.NodeId;
import nova.kernel.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What a customer writes about an ADC, defaults filled in.
 *
 * @param nodeIds which nodes serve it; null: all, those to come included
 */
public record AdcDocument(
    String name,
    @Nullable List<NodeId> nodeIds,
    List<Listener> listeners,
    List<Route> routes,
    List<Pool> pools,
    Limits limits) {

  public AdcDocument {
    nodeIds = nodeIds == null ? null : List.copyOf(nodeIds);
    listeners = List.copyOf(listeners);
    routes = List.copyOf(routes);
    pools = List.copyOf(pools);
  }

  /** Where visitors come in. */
  public record Listener(String address, int port, Protocol protocol) {}

  public enum Protocol {
    HTTP
  }

  /** Which visitors go to which pool; the first that matches. */
  public record Route(String name, String pathPrefix, String pool) {}

  public enum Algorithm {
    ROUND_ROBIN
  }

  /** Servers that do the same. */
  public record Pool(
      String name,
      Algorithm algorithm,
      List<Server> servers,
      @Nullable HealthCheck healthCheck,
      Timeouts timeouts) {
    public Pool {
      servers = List.copyOf(servers);
    }
  }

  public record Server(String name, String host, int port) {}

  /**
   * How a node asks a server whether it is well.
   *
   * @param host Host header; empty: the server's own
   */
  public record HealthCheck(
      String path,
      String host,
      int intervalMillis,
      int timeoutMillis,
      int rise,
      int fall,
      int statusFrom,
      int statusTo) {}

  public record Timeouts(int connectMillis, int firstByteMillis, int idleMillis) {
    public static final Timeouts DEFAULTS = new Timeouts(2_000, 60_000, 60_000);
  }

  /** What a visitor may cost. {@code maxBodyBytes} 0: unlimited. */
  public record Limits(
      int maxHeaderBytes,
      int maxHeaders,
      long maxBodyBytes,
      int headerTimeoutMillis,
      int idleTimeoutMillis,
      int bodyIdleTimeoutMillis,
      int maxConnections) {
    public static final Limits DEFAULTS =
        new Limits(16_384, 100, 0, 10_000, 60_000, 30_000, 10_000);
  }

  /** All that is wrong with it by itself, without looking at other ADCs or nodes. */
  public List<Problem> problems() {
    return AdcRules.problems(this);
  }
}
