package nova.nodes;

import nova.kernel.Failure;
import nova.kernel.Page;
import nova.kernel.TenantScope;

/** Reading how servers are. */
public interface ServerQueries {

  /**
   * All servers of an ADC in the order of its document. Throws {@link Failure.NotFound}.
   *
   * @param from how many to pass over
   */
  Page<ServerView> servers(TenantScope scope, AdcId adc, int limit, int from);
}
