package nova.nodes;

import java.util.Map;
import java.util.UUID;
import nova.kernel.Failure;
import nova.kernel.Page;
import nova.kernel.TenantScope;
import org.jspecify.annotations.Nullable;

/** Reading ADCs. What there is not, or is not theirs, throws {@link Failure.NotFound}. */
public interface AdcQueries {

  /** In the order they were made, newest first. */
  Page<Adc> adcs(TenantScope scope, int limit, @Nullable UUID before);

  Adc adc(TenantScope scope, AdcId id);

  /** Newest first. Of a deleted ADC too. */
  Page<AdcVersion> versions(TenantScope scope, AdcId id, int limit, @Nullable Long before);

  AdcVersion version(TenantScope scope, AdcId id, long version);

  /** Names by id, deleted ones included: metrics outlive what they are about. */
  Map<AdcId, String> names(TenantScope scope);
}
