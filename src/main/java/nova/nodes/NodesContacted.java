package nova.nodes;

import java.time.Instant;
import java.util.List;
import nova.kernel.NodeId;
import nova.kernel.UtcHour;

/**
 * Nodes were there. Fired outside any transaction; may tell the same thing again, in any order.
 *
 * @param contacts within one hour each
 */
public record NodesContacted(List<Contact> contacts) {
  public NodesContacted {
    contacts = List.copyOf(contacts);
  }

  /** From first to last, both in {@code hour}. */
  public record Contact(NodeId node, UtcHour hour, Instant first, Instant last) {}
}
