package nova.agentlink.logic;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs tasks one after the other on an executor's threads; holds no thread while idle. */
final class InOrder {
  private final Executor executor;
  private final Queue<Runnable> tasks;
  private final AtomicBoolean running = new AtomicBoolean();

  InOrder(Executor executor, int limit) {
    this.executor = executor;
    this.tasks = new ArrayBlockingQueue<>(limit);
  }

  /** False when the queue is full. */
  boolean add(Runnable task) {
    boolean taken = tasks.offer(task);
    if (taken) {
      wake();
    }
    return taken;
  }

  private void wake() {
    if (running.compareAndSet(false, true)) {
      executor.execute(this::drain);
    }
  }

  private void drain() {
    try {
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
    } finally {
      running.set(false);
    }
    if (!tasks.isEmpty()) {
      wake();
    }
  }
}
