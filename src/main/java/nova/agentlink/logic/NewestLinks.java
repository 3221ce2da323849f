package nova.agentlink.logic;

import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import nova.kernel.NodeId;
import nova.metrics.NewestConnections;
import nova.metrics.TrafficBatch.Source;
import nova.nodes.LinkedNodes;
import nova.platform.Component;

/** Tells metrics which connections are still their node's newest, by the database. */
@Component
class NewestLinks implements NewestConnections {
  private final LinkedNodes nodes;

  @Inject
  NewestLinks(LinkedNodes nodes) {
    this.nodes = nodes;
  }

  @Override
  public Set<Source> among(Set<Source> sources) {
    var newest = new HashMap<NodeId, UUID>();
    for (var standing : nodes.standing(sources.stream().map(Source::node).toList())) {
      if (standing.connection() != null) {
        newest.put(standing.node(), standing.connection());
      }
    }
    return sources.stream()
        .filter(source -> source.connection().equals(newest.get(source.node())))
        .collect(Collectors.toSet());
  }
}
