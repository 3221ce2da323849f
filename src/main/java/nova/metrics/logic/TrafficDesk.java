package nova.metrics.logic;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.kernel.TenantScope;
import nova.metrics.TrafficQueries;
import nova.metrics.TrafficStore;
import nova.metrics.TrafficUnavailableException;
import nova.platform.Component;

/** Asks for series. */
@Component
class TrafficDesk implements TrafficQueries {
  private static final System.Logger LOG = System.getLogger(TrafficDesk.class.getName());
  private static final Duration LATER = Duration.ofSeconds(5);
  private final TrafficStore store;

  @Inject
  TrafficDesk(TrafficStore store) {
    this.store = store;
  }

  @Override
  public List<Series> traffic(TenantScope scope, Question question) {
    try {
      return store.traffic(scope.tenant(), question);
    } catch (TrafficUnavailableException e) {
      LOG.log(System.Logger.Level.WARNING, "A traffic query failed", e);
      throw new FailureException(new Failure.Unavailable("The metrics store", LATER));
    }
  }
}
