package nova.metering;

import java.util.List;
import nova.kernel.NodeId;
import nova.kernel.Page;
import nova.kernel.TenantScope;
import nova.kernel.UtcHour;
import org.jspecify.annotations.Nullable;

/** Reading node-hours. */
public interface UsageQueries {

  /** Where a page of node-hours goes on. */
  record Place(UtcHour hour, NodeId node) {}

  /** Hours with nodes, in their order; {@code to} is not included. */
  List<HourTotal> hours(TenantScope scope, UtcHour from, UtcHour to);

  /** Oldest first. The page's next is {@code hour/node}. */
  Page<NodeHour> nodeHours(
      TenantScope scope, UtcHour from, UtcHour to, int limit, @Nullable Place after);

  /** Most hours first; deleted nodes too. */
  List<NodeTotal> nodes(TenantScope scope, UtcHour from, UtcHour to);

  /** Nodes that were there in this hour or the one before, and were not deleted. */
  List<NodeId> present(TenantScope scope, UtcHour now);
}
