package nova.platform.persistence;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import nova.kernel.TenantId;
import nova.platform.Component;
import nova.platform.persistence.Role.Name;

/** Transactions of the application's role. Each belongs to one tenant, or to none, to its end. */
@Component
class ApplicationTransactions {
  private static final String TENANT = ApplicationTransactions.class.getName() + ".tenant";
  private final EntityManager entities;
  private final TransactionSynchronizationRegistry transactions;

  @Inject
  ApplicationTransactions(
      @Role(Name.APPLICATION) EntityManager entities,
      TransactionSynchronizationRegistry transactions) {
    this.entities = entities;
    this.transactions = transactions;
  }

  @Transactional
  <T> T run(Optional<TenantId> tenant, Function<EntityManager, T> work) {
    Object current = transactions.getResource(TENANT);
    if (current == null) {
      TenantSetting.apply(entities, tenant, false);
      transactions.putResource(TENANT, tenant);
    } else if (!Objects.equals(current, tenant)) {
      throw new IllegalStateException(
          "a transaction belongs to one tenant: it has begun for " + current);
    }
    return work.apply(entities);
  }
}
