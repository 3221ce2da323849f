package nova.tenants;

import java.util.List;
import java.util.UUID;
import nova.kernel.Page;
import nova.kernel.TenantScope;
import org.jspecify.annotations.Nullable;

/** Reading an organisation. */
public interface TenantQueries {

  /** Throws {@link nova.kernel.Failure.NotFound} when there is none. */
  Organisation organisation(TenantScope scope);

  /**
   * Newest first.
   *
   * @param before only older ones than this; null: from the newest
   */
  Page<ApiToken> apiTokens(TenantScope scope, int limit, @Nullable UUID before);

  /** Where letters about money go: the addresses of owners and of those who keep the books. */
  List<String> billingAddresses(TenantScope scope);
}
