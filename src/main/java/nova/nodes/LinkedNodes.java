package nova.nodes;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nova.kernel.AcrossTenants;
import nova.kernel.NodeId;
import nova.kernel.Problem;
import nova.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** What the agents' link tells about the nodes whose connections it holds, and asks for them. */
@AcrossTenants("a copy holds connections of nodes of many tenants; each call names the node's own")
public interface LinkedNodes {

  /** One connection of one node. */
  record Link(TenantId tenant, NodeId node, UUID connection) {}

  /**
   * What a node should serve.
   *
   * @param body a NodeConfig without its version
   * @param capability an agent must have at least to be sent it
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record Desired(long version, byte[] body, int capability, boolean retired) {}

  /** What a connected node is compared with. */
  record Standing(NodeId node, long desired, @Nullable UUID connection, boolean retired) {}

  /** The newest connection of a node counts. Returns what the node should serve. */
  Desired connected(Link link, Node.Facts facts, long appliedVersion, Instant now);

  /** Unless a newer connection took its place. */
  void disconnected(Link link);

  Desired desired(Link link);

  /** In one question for all. */
  List<Standing> standing(Collection<NodeId> nodes);

  void sent(Link link, long version);

  void acknowledged(Link link, long version);

  void applied(Link link, long version, Instant now);

  void refused(Link link, long version, List<Problem> problems, long appliedVersion);

  void live(Link link, Node.Live live, Instant now);

  /** In one statement for all. */
  void seen(Map<Link, Instant> lastContacts);
}
