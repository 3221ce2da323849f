package nova.platform.persistence;

import jakarta.persistence.EntityManager;
import java.util.function.Consumer;
import java.util.function.Function;
import nova.kernel.ChangeScope;
import nova.kernel.TenantScope;

/**
 * The only way to PostgreSQL. Nothing is thread-bound but the JTA transaction; the entity manager
 * handed in must not leave the function.
 */
public interface Database {

  /**
   * Reads one tenant's rows, in a read-only transaction of its own, as the role that may only
   * SELECT. Sees what is committed, so not the changes of a transaction running around it.
   */
  <T> T read(TenantScope scope, Function<EntityManager, T> work);

  /**
   * Changes one tenant's rows as the application's role. Joins the transaction in progress when
   * there is one (it must be the same tenant's, else {@link IllegalStateException}), else begins
   * and commits one. A {@link RuntimeException} rolls it back.
   */
  <T> T change(ChangeScope scope, Function<EntityManager, T> work);

  /**
   * Without a tenant: sees only tables that belong to no tenant (people, sessions) and what named
   * SECURITY DEFINER functions give out. For the doors and for jobs; the caller carries {@link
   * nova.kernel.AcrossTenants}.
   */
  <T> T outside(Function<EntityManager, T> work);

  /** {@link #change} without a result. */
  default void run(ChangeScope scope, Consumer<EntityManager> work) {
    change(
        scope,
        entities -> {
          work.accept(entities);
          return true;
        });
  }
}
