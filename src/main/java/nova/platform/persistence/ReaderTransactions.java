package nova.platform.persistence;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.function.Function;
import nova.kernel.TenantId;
import nova.platform.Component;
import nova.platform.persistence.Role.Name;

/** Read-only transactions of the reader role, each of its own. */
@Component
class ReaderTransactions {
  private final EntityManager entities;

  @Inject
  ReaderTransactions(@Role(Name.READER) EntityManager entities) {
    this.entities = entities;
  }

  @Transactional(Transactional.TxType.REQUIRES_NEW)
  <T> T run(TenantId tenant, Function<EntityManager, T> work) {
    TenantSetting.apply(entities, Optional.of(tenant), true);
    return work.apply(entities);
  }
}
