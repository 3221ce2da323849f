package nova.web.usage;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nova.metering.LedgerLink;

/** A link of the ledger on the wire. Public for JSON-B. */
public record LedgerLinkBody(
    long number,
    Instant hour,
    Instant closedAt,
    int nodesBefore,
    int nodesAfter,
    String hash,
    List<EntryBody> entries) {

  /** A node that was there. */
  public record EntryBody(UUID nodeId, Instant firstContactAt, Instant lastContactAt) {}

  static LedgerLinkBody of(LedgerLink link) {
    return new LedgerLinkBody(
        link.number(),
        link.hour().start(),
        link.closedAt(),
        link.nodesBefore(),
        link.nodesAfter(),
        link.hash(),
        link.entries().stream()
            .map(entry -> new EntryBody(entry.node().value(), entry.first(), entry.last()))
            .toList());
  }
}
