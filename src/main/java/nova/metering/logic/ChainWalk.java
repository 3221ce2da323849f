package nova.metering.logic;

import java.util.List;
import nova.metering.LedgerLink;
import nova.metering.LedgerQueries.Verification;
import org.jspecify.annotations.Nullable;

/** Goes along a chain, link by link, until one does not hold. */
final class ChainWalk {
  private long links;
  private long nodeHours;
  private String head = LedgerText.BEGINNING;
  private @Nullable Long broken;

  /** False from the first link on that does not hold. */
  boolean follows(List<LedgerLink> next) {
    for (LedgerLink link : next) {
      if (!holds(link)) {
        broken = links + 1;
        return false;
      }
      links++;
      nodeHours += link.entries().size();
      head = link.hash();
    }
    return true;
  }

  private boolean holds(LedgerLink link) {
    return link.number() == links + 1
        && link.entries().size() == link.nodesAfter() - link.nodesBefore()
        && link.hash().equals(LedgerText.hash(head, link));
  }

  Verification outcome() {
    return new Verification(links, nodeHours, head, broken);
  }
}
