package nova.agentlink.door;

import java.security.Principal;
import nova.kernel.NodeId;
import nova.kernel.TenantId;

/** The node whose handshake was good. */
record Admitted(TenantId tenant, NodeId node) implements Principal {
  @Override
  public String getName() {
    return node.toString();
  }
}
