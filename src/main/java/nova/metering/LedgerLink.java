package nova.metering;

import java.time.Instant;
import java.util.List;
import nova.kernel.NodeId;
import nova.kernel.UtcHour;

/**
 * What closed together for a tenant: the nodes of an hour, or those of it whose evidence came
 * later.
 *
 * @param number 1, 2, 3 … per tenant
 * @param nodesBefore of the same hour, closed by earlier links
 * @param hash SHA-256 over the hash before it and all of this, in hexadecimal
 * @param entries in the order of their node ids; {@code nodesAfter - nodesBefore} of them
 */
public record LedgerLink(
    long number,
    UtcHour hour,
    Instant closedAt,
    int nodesBefore,
    int nodesAfter,
    String hash,
    List<Entry> entries) {
  public LedgerLink {
    entries = List.copyOf(entries);
  }

  /** A node that was there, and what shows it. */
  public record Entry(NodeId node, Instant first, Instant last) {}
}
