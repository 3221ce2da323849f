package nova.agent.listener;

import java.time.InstantSource;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/** Every I/O thread's visitor connections. */
public final class VisitorThreads {
  private static final int SWEEP_MILLIS = 100;
  private static final int MOST_WAIT_MILLIS = 1000;
  private final Map<XnioIoThread, VisitorThread> threads = new ConcurrentHashMap<>();
  private final Queue<XnioExecutor.Key> timers = new ConcurrentLinkedQueue<>();
  private final AtomicInteger open = new AtomicInteger();

  private final InstantSource clock;

  public VisitorThreads(InstantSource clock) {
    this.clock = clock;
  }

  VisitorThread of(XnioIoThread thread) {
    return threads.computeIfAbsent(thread, this::start);
  }

  private VisitorThread start(XnioIoThread thread) {
    VisitorThread created = new VisitorThread(clock);
    timers.add(thread.executeAtInterval(created::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS));
    return created;
  }

  /** Whether a visitor is in the middle of asking for something; asks the I/O threads and waits. */
  public boolean underWay() throws InterruptedException {
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch asked = new CountDownLatch(threads.size());
    threads.forEach(
        (thread, visitors) ->
            thread.execute(
                () -> {
                  begun.addAndGet(visitors.midway());
                  asked.countDown();
                }));
    return !asked.await(MOST_WAIT_MILLIS, TimeUnit.MILLISECONDS) || begun.get() > 0;
  }

  /** Cuts every connection of the port. */
  void closeAll(VisitorPort port) {
    threads.forEach((thread, visitors) -> thread.execute(() -> visitors.closeAll(port)));
  }

  /** Counts every connection of the port with another ADC. */
  void recount(VisitorPort port, AtomicInteger counter) {
    threads.forEach((thread, visitors) -> thread.execute(() -> visitors.recount(port, counter)));
  }

  AtomicInteger openCounter() {
    return open;
  }

  public int open() {
    return open.get();
  }

  /** Stops the timers. */
  public void stop() {
    timers.forEach(XnioExecutor.Key::remove);
  }
}
