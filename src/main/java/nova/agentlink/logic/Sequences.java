package nova.agentlink.logic;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Which batches came by one connection. What does not grow may have come before, whatever the agent
 * says: it is looked up before it is stored.
 */
final class Sequences {
  private static final int MAX_SPOOLS = 64;
  private final Map<UUID, Long> last = new HashMap<>();

  /** False too when a connection names more spools than anybody has: then all are looked up. */
  boolean grows(UUID spool, long sequence) {
    Long before = last.get(spool);
    if (before == null && last.size() >= MAX_SPOOLS) {
      return false;
    }
    if (before != null && Long.compareUnsigned(sequence, before) <= 0) {
      return false;
    }
    last.put(spool, sequence);
    return true;
  }
}
