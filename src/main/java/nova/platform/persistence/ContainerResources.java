package nova.platform.persistence;

import jakarta.annotation.Resource;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import javax.sql.DataSource;
import nova.platform.Component;
import org.jspecify.annotations.NullUnmarked;

/**
 * What the server gives, as things that can be asked for in a constructor. The one class with field
 * injection: Jakarta EE hands these out no other way.
 */
@Component
@NullUnmarked // the container sets the fields before anybody sees them
class ContainerResources {
  @Produces
  @Role(Role.Name.APPLICATION)
  @PersistenceContext(unitName = "nova")
  EntityManager application;

  @Produces
  @Role(Role.Name.READER)
  @PersistenceContext(unitName = "novaReader")
  EntityManager reader;

  @Produces
  @Role(Role.Name.READER)
  @Resource(lookup = "jdbc/novaReader")
  DataSource readerSource;

  @Produces
  @Role(Role.Name.JOBS)
  @Resource(lookup = "jdbc/novaJobs")
  DataSource jobs;

  @Produces
  @Role(Role.Name.OWNER)
  @Resource(lookup = "jdbc/novaOwner")
  DataSource owner;

  @Produces
  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  TransactionSynchronizationRegistry transactions;
}
