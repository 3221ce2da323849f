package nova.testing;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.PersistenceUnitTransactionType;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import nova.kernel.AcrossTenants;
import nova.kernel.ChangeScope;
import nova.kernel.TenantId;
import nova.kernel.TenantScope;
import nova.platform.persistence.Database;
import org.jspecify.annotations.Nullable;

/**
 * {@link Database} on the migrated database "rules", without a server: so a room's beans can be put
 * together by hand around a movable clock. The same roles, the same row-level security, and
 * transactions that join as the server's do.
 */
@AcrossTenants("a test's world")
public final class RulesDatabase implements Database {
  private static final String SCOPE =
      "select set_config('nova.tenant', :tenant, true),"
          + " set_config('transaction_read_only', :readOnly, true)";
  private static final EntityManagerFactory APP = factory(TestPostgres.APP);
  private static final EntityManagerFactory READER = factory(TestPostgres.READER);

  private record Running(EntityManager entities, Optional<TenantId> tenant) {}

  private static final ThreadLocal<@Nullable Running> RUNNING = new ThreadLocal<>();

  private static EntityManagerFactory factory(String role) {
    return new PersistenceConfiguration("rules-" + role)
        .transactionType(PersistenceUnitTransactionType.RESOURCE_LOCAL)
        .property("jakarta.persistence.jdbc.url", TestPostgres.rulesUrl())
        .property("jakarta.persistence.jdbc.user", role)
        .property("jakarta.persistence.jdbc.password", TestPostgres.password(role))
        .property("hibernate.connection.pool_size", "40")
        .createEntityManagerFactory();
  }

  @Override
  public <T> T read(TenantScope scope, Function<EntityManager, T> work) {
    return begin(READER, Optional.of(scope.tenant()), true, work);
  }

  @Override
  public <T> T change(ChangeScope scope, Function<EntityManager, T> work) {
    return joining(Optional.of(scope.tenant()), work);
  }

  @Override
  public <T> T outside(Function<EntityManager, T> work) {
    return joining(Optional.empty(), work);
  }

  private <T> T joining(Optional<TenantId> tenant, Function<EntityManager, T> work) {
    Running around = RUNNING.get();
    if (around == null) {
      return begin(APP, tenant, false, work);
    }
    if (!Objects.equals(around.tenant(), tenant)) {
      throw new IllegalStateException("a transaction belongs to one tenant");
    }
    return work.apply(around.entities());
  }

  private <T> T begin(
      EntityManagerFactory factory,
      Optional<TenantId> tenant,
      boolean readOnly,
      Function<EntityManager, T> work) {
    Running outer = RUNNING.get();
    try (EntityManager entities = factory.createEntityManager()) {
      var transaction = entities.getTransaction();
      transaction.begin();
      try {
        entities
            .createNativeQuery(SCOPE)
            .setParameter("tenant", tenant.map(TenantId::toString).orElse(""))
            .setParameter("readOnly", readOnly ? "on" : "off")
            .getSingleResult();
        if (!readOnly) {
          RUNNING.set(new Running(entities, tenant));
        }
        T result = work.apply(entities);
        transaction.commit();
        return result;
      } finally {
        RUNNING.set(outer);
        if (transaction.isActive()) {
          transaction.rollback();
        }
      }
    }
  }
}
