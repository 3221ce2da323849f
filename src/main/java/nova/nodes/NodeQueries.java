package nova.nodes;

import java.util.Map;
import java.util.UUID;
import nova.kernel.Failure;
import nova.kernel.NodeId;
import nova.kernel.Page;
import nova.kernel.TenantScope;
import org.jspecify.annotations.Nullable;

/** Reading nodes and what is around them. */
public interface NodeQueries {

  /** Those not retired, newest first. */
  Page<Node> nodes(TenantScope scope, int limit, @Nullable UUID before);

  /** Throws {@link Failure.NotFound}, also of a retired one. */
  Node node(TenantScope scope, NodeId id);

  Page<JoinToken> joinTokens(TenantScope scope, int limit, @Nullable UUID before);

  /** Newest first. */
  Page<Refusal> refusals(TenantScope scope, int limit, @Nullable UUID before);

  /** Names by id, retired ones included: metrics and node-hours outlive nodes. */
  Map<NodeId, String> names(TenantScope scope);
}
