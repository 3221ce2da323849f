package nova.metrics.logic;

import static java.lang.System.Logger.Level.ERROR;

import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import nova.metrics.NewestConnections;
import nova.metrics.TrafficIntake;
import nova.metrics.TrafficStore;
import nova.platform.Component;
import nova.platform.StartOrder;
import nova.platform.errors.ErrorReports;
import org.jspecify.annotations.Nullable;

/** The thread that flushes, from the application's start to its stop. */
@Component
class IntakeWork {
  private static final System.Logger LOG = System.getLogger(IntakeWork.class.getName());
  private final TrafficHub hub;
  private final ErrorReports reports;
  private final ManagedThreadFactory threads;
  private final IntakeSettings settings = IntakeSettings.defaults();
  private volatile @Nullable Thread thread;

  @Inject
  IntakeWork(
      TrafficStore store,
      NewestConnections newest,
      InstantSource clock,
      ErrorReports reports,
      ManagedThreadFactory threads) {
    this.hub = new TrafficHub(store, newest, clock, System::nanoTime, settings);
    this.reports = reports;
    this.threads = threads;
  }

  @Produces
  TrafficIntake intake() {
    return hub;
  }

  void start(@Observes @Priority(StartOrder.WORK) Startup event) {
    Thread started = threads.newThread(this::work);
    thread = started;
    started.start();
  }

  void stop(@Observes Shutdown event) throws InterruptedException {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      running.join(settings.lastRetry());
    }
  }

  private void work() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        TimeUnit.NANOSECONDS.sleep(settings.gather().toNanos());
        hub.flush();
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        LOG.log(ERROR, "Storing metrics failed unexpectedly", e);
        reports.unexpected("metrics intake", e);
      }
    }
  }
}
