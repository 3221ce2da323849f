package nova.platform.persistence;

import jakarta.persistence.EntityManager;
import java.util.Optional;
import nova.kernel.TenantId;

/** Tells PostgreSQL, for the length of a transaction, whose rows its policies show. */
final class TenantSetting {
  private static final String SQL =
      "select set_config('nova.tenant', :tenant, true), set_config('transaction_read_only', :readOnly, true)";

  private TenantSetting() {}

  /** In one round trip, before anything else happens in the transaction. */
  static void apply(EntityManager entities, Optional<TenantId> tenant, boolean readOnly) {
    entities
        .createNativeQuery(SQL)
        .setParameter("tenant", tenant.map(TenantId::toString).orElse(""))
        .setParameter("readOnly", readOnly ? "on" : "off")
        .getSingleResult();
  }
}
