package nova.metrics;

import java.util.Set;

/**
 * Asked before every insert: of these connections, which are still their node's newest? A batch
 * that came by a replaced one is the newer connection's to store.
 */
public interface NewestConnections {
  Set<TrafficBatch.Source> among(Set<TrafficBatch.Source> sources);
}
