package nova.platform.outbox;

import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.InstantSource;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import nova.platform.ids.Ids;
import org.jspecify.annotations.Nullable;

/** An outbox that keeps what is left in it: nobody answers its bell. */
public final class TestOutbox {
  private TestOutbox() {}

  public static Outbox keeping(InstantSource clock) {
    var ids = new Ids(clock);
    var bell = new OutboxBell(new NoTransactions(), new NoThreads(), (_, _) -> {}, ids);
    return new Outbox(ids, clock, bell);
  }

  private static final class NoThreads implements ManagedThreadFactory {
    @Override
    public Thread newThread(Runnable work) {
      throw new UnsupportedOperationException("nothing is delivered here");
    }

    @Override
    public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
      throw new UnsupportedOperationException("nothing is delivered here");
    }
  }

  private static final class NoTransactions implements TransactionSynchronizationRegistry {
    @Override
    public Object getTransactionKey() {
      return this;
    }

    @Override
    public void putResource(Object key, Object value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Object getResource(Object key) {
      return null;
    }

    @Override
    public void registerInterposedSynchronization(Synchronization synchronization) {
      // never completes, so it never rings
    }

    @Override
    public int getTransactionStatus() {
      return 0;
    }

    @Override
    public void setRollbackOnly() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean getRollbackOnly() {
      return false;
    }
  }
}
