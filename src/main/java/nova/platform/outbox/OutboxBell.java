package nova.platform.outbox;

import static java.lang.System.Logger.Level.ERROR;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import nova.platform.Component;
import nova.platform.errors.ErrorReports;
import nova.platform.ids.Ids;
import nova.platform.logging.LogContext;
import org.jspecify.annotations.Nullable;

/**
 * Lets what a transaction left leave as soon as it is committed. Nothing is lost when it does not
 * ring, because the copy died or its thread was busy: the job looks again and again.
 */
@Component
class OutboxBell {
  private static final System.Logger LOG = System.getLogger(OutboxBell.class.getName());
  private final TransactionSynchronizationRegistry transactions;
  private final ErrorReports reports;
  private final Ids ids;

  /**
   * One thread and one place to wait: whoever waits sees what all later ones have left, so they
   * need not wait too.
   */
  private final ThreadPoolExecutor thread;

  private volatile @Nullable Runnable answer;

  @Inject
  OutboxBell(
      TransactionSynchronizationRegistry transactions,
      ManagedThreadFactory threads,
      ErrorReports reports,
      Ids ids) {
    this.transactions = transactions;
    this.reports = reports;
    this.ids = ids;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            threads,
            new ThreadPoolExecutor.DiscardPolicy());
  }

  /** What to do when it rings. */
  void answeredBy(Runnable delivery) {
    answer = delivery;
  }

  /** Rings once the transaction at hand is committed; not when it is rolled back. */
  void ringAfterCommit() {
    transactions.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {
            // nothing has left yet
          }

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
              thread.execute(OutboxBell.this::ring);
            }
          }
        });
  }

  private void ring() {
    Runnable delivery = answer;
    if (delivery == null) {
      return; // still starting: the job will find it
    }
    try (var _ = LogContext.open(ids.next().toString())) {
      delivery.run();
    } catch (RuntimeException e) {
      LOG.log(ERROR, "What was left could not be delivered at once", e);
      reports.unexpected("outbox", e);
    }
  }

  @PreDestroy
  void stop() {
    thread.shutdown();
  }
}
