package nova.platform.jobs;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.inject.Produces;
import nova.platform.Component;
import org.jspecify.annotations.NullUnmarked;

/** The server's thread factory, as a bean. Field injection: the server gives it no other way. */
@Component
@NullUnmarked // the container sets the field before anybody sees it
class JobThreads {
  @Produces
  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  ManagedThreadFactory factory;
}
