package nova.agentlink.logic;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.inject.Produces;
import nova.platform.Component;
import org.jspecify.annotations.NullUnmarked;

/** The server's executor, as a bean. Field injection: the server gives it no other way. */
@Component
@NullUnmarked // the container sets the field before anybody sees it
class LinkThreads {
  @Produces
  @LinkWork
  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  ManagedExecutorService executor;
}
