package nova.metrics;

import java.util.List;
import java.util.UUID;
import nova.kernel.NodeId;
import nova.kernel.TenantId;

/**
 * What one node sent at once.
 *
 * @param from the connection it came by, which says whose it is
 * @param resent an earlier connection may have delivered it
 */
public record TrafficBatch(
    Source from, UUID spool, long sequence, boolean resent, List<TrafficWindow> windows) {
  public TrafficBatch {
    windows = List.copyOf(windows);
  }

  /** One connection of one node. */
  public record Source(TenantId tenant, NodeId node, UUID connection) {}
}
