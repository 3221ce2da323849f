package nova.agentlink.logic;

import static java.lang.System.Logger.Level.ERROR;

import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import nova.platform.Component;
import nova.platform.StartOrder;
import nova.platform.errors.ErrorReports;
import org.jspecify.annotations.Nullable;

/** The thread that looks after all connections. */
@Component
class LinkUpkeep {
  private static final System.Logger LOG = System.getLogger(LinkUpkeep.class.getName());
  private final NodeLinks links;
  private final ErrorReports reports;
  private final ManagedThreadFactory threads;
  private final LinkSettings settings = LinkSettings.defaults();
  private final AtomicReference<@Nullable Thread> running = new AtomicReference<>();

  @Inject
  LinkUpkeep(NodeLinks links, ErrorReports reports, ManagedThreadFactory threads) {
    this.links = links;
    this.reports = reports;
    this.threads = threads;
  }

  void start(@Observes @Priority(StartOrder.WORK) Startup event) {
    Thread thread = threads.newThread(this::work);
    running.set(thread);
    thread.start();
  }

  void stop(@Observes Shutdown event) {
    Thread thread = running.getAndSet(null);
    if (thread != null) {
      thread.interrupt();
    }
    links.closeAll();
  }

  private void work() {
    long flushed = System.nanoTime();
    long scanned = flushed;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        TimeUnit.NANOSECONDS.sleep(settings.tick().toNanos());
        long now = System.nanoTime();
        guarded(links::tick);
        if (now - flushed >= settings.flushEvery().toNanos()) {
          flushed = now;
          guarded(links::flush);
        }
        if (now - scanned >= settings.scanEvery().toNanos()) {
          scanned = now;
          guarded(links::scan);
        }
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.log(ERROR, "Looking after the links failed; it comes again", e);
      reports.unexpected("agent link upkeep", e);
    }
  }
}
