package nova.platform.persistence;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import java.util.function.Function;
import nova.kernel.AcrossTenants;
import nova.kernel.ChangeScope;
import nova.kernel.TenantScope;
import nova.platform.Component;

/** {@link Database} on the server's transactions and entity managers. */
@Component
class JtaDatabase implements Database {
  private final ApplicationTransactions application;
  private final ReaderTransactions reader;

  @Inject
  JtaDatabase(ApplicationTransactions application, ReaderTransactions reader) {
    this.application = application;
    this.reader = reader;
  }

  @Override
  public <T> T read(TenantScope scope, Function<EntityManager, T> work) {
    return reader.run(scope.tenant(), work);
  }

  @Override
  public <T> T change(ChangeScope scope, Function<EntityManager, T> work) {
    return application.run(Optional.of(scope.tenant()), work);
  }

  @Override
  @AcrossTenants("the door itself: what it shows belongs to no tenant")
  public <T> T outside(Function<EntityManager, T> work) {
    return application.run(Optional.empty(), work);
  }
}
