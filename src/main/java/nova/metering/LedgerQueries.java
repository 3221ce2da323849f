package nova.metering;

import nova.kernel.Page;
import nova.kernel.TenantScope;
import org.jspecify.annotations.Nullable;

/** Reading the chain of closed hours. */
public interface LedgerQueries {

  /**
   * What a recalculation of the whole chain found.
   *
   * @param head hash of the newest link that holds; 64 zeros when there is none
   * @param broken number of the first link that does not hold, or null
   */
  record Verification(long links, long nodeHours, String head, @Nullable Long broken) {
    public boolean intact() {
      return broken == null;
    }
  }

  /** In the order of the chain. The page's next is the number of its last link. */
  Page<LedgerLink> links(TenantScope scope, int limit, long afterNumber);

  /** Calculates every hash again, from the rows. */
  Verification verify(TenantScope scope);
}
