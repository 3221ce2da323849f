package nova.web.adcs;

import java.util.List;
import java.util.UUID;
import nova.kernel.NodeId;
import nova.nodes.AdcDocument;
import nova.nodes.AdcDocument.HealthCheck;
import nova.nodes.AdcDocument.Limits;
import nova.nodes.AdcDocument.Route;
import nova.nodes.AdcDocument.Server;
import nova.nodes.AdcDocument.Timeouts;
import org.jspecify.annotations.Nullable;

/** An ADC document on the wire, every default written. Public for JSON-B. */
public record AdcDocumentBody(
    String name,
    @Nullable List<UUID> nodeIds,
    List<ListenerBody> listeners,
    List<Route> routes,
    List<PoolBody> pools,
    Limits limits) {

  /** Where visitors come in. */
  public record ListenerBody(String address, int port, String protocol) {}

  /** Servers that do the same. */
  public record PoolBody(
      String name,
      String algorithm,
      List<Server> servers,
      @Nullable HealthCheck healthCheck,
      Timeouts timeouts) {}

  static AdcDocumentBody of(AdcDocument document) {
    var nodes = document.nodeIds();
    return new AdcDocumentBody(
        document.name(),
        nodes == null ? null : nodes.stream().map(NodeId::value).toList(),
        document.listeners().stream()
            .map(it -> new ListenerBody(it.address(), it.port(), Words.of(it.protocol())))
            .toList(),
        document.routes(),
        document.pools().stream()
            .map(
                it ->
                    new PoolBody(
                        it.name(),
                        Words.of(it.algorithm()),
                        it.servers(),
                        it.healthCheck(),
                        it.timeouts()))
            .toList(),
        document.limits());
  }
}
