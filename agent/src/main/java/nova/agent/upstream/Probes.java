package nova.agent.upstream;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import nova.agent.upstream.probe.Asking;
import nova.agent.upstream.probe.Line;
import nova.agent.upstream.probe.Question;
import nova.agent.upstream.probe.Route;

/**
 * Asks servers whether they are well. One timer finds who is due; each question runs on a virtual
 * thread, of which only so many run at a time.
 */
public final class Probes implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Probes.class.getName());
  private static final int SWEEP_MILLIS = 50;

  /**
   * One server to ask.
   *
   * @param key the same server asked the same question, from one config to the next
   * @param jitterPercent the interval is shortened by up to this much at random
   * @param sink gets the empty text on success, else the cause
   */
  public record Target(
      Object key,
      Route route,
      Question question,
      Duration interval,
      Duration timeout,
      int jitterPercent,
      Consumer<String> sink) {}

  private static final class Due {
    final AtomicBoolean running = new AtomicBoolean();
    volatile Target target;
    volatile boolean dropped;
    long at;

    Due(Target target) {
      this.target = target;
      this.at = System.nanoTime();
    }
  }

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("nova-probes").factory());
  private final Random jitter = new Random();
  private final Semaphore permits;
  private int first;
  private volatile List<Due> due = List.of();

  public Probes(int mostAtOnce) {
    permits = new Semaphore(mostAtOnce);
    var unused =
        timer.scheduleWithFixedDelay(
            this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Replaces what is asked. Who is asked already keeps its turn; who is new is asked at once. */
  public synchronized void watch(List<Target> targets) {
    Map<Object, Due> before = new HashMap<>();
    due.forEach(known -> before.put(known.target.key(), known));
    List<Due> next = new ArrayList<>();
    for (Target target : targets) {
      Due known = before.remove(target.key());
      if (known == null) {
        next.add(new Due(target));
      } else {
        known.target = target;
        next.add(known);
      }
    }
    before.values().forEach(gone -> gone.dropped = true);
    due = List.copyOf(next);
  }

  private void sweep() {
    long now = System.nanoTime();
    List<Due> all = due;
    for (int i = 0; i < all.size(); i++) {
      // goes on where it ran out of permits, or the last would never be asked
      int at = (first + i) % all.size();
      Due next = all.get(at);
      if (now - next.at >= 0 && !next.running.get()) {
        if (!permits.tryAcquire()) {
          first = at;
          return;
        }
        begin(next, now);
      }
    }
  }

  private void begin(Due next, long now) {
    next.running.set(true);
    long interval = next.target.interval().toNanos();
    double early = next.target.jitterPercent() / 100.0 * jitter.nextDouble();
    next.at = now + interval - (long) (interval * early);
    Thread.startVirtualThread(() -> run(next));
  }

  private void run(Due next) {
    Target target = next.target;
    try {
      String cause = ask(target);
      if (!next.dropped && target.key().equals(next.target.key())) {
        next.target.sink().accept(cause);
      }
    } catch (RuntimeException bug) {
      LOG.log(Level.ERROR, "A check failed unexpectedly", bug);
    } finally {
      next.running.set(false);
      permits.release();
    }
  }

  private String ask(Target target) {
    try (Line line = new Line()) {
      // one limit for all of it: no step and no trickle of bytes can take longer
      var timeout = timer.schedule(line::late, target.timeout().toMillis(), TimeUnit.MILLISECONDS);
      try {
        return new Asking(line, target.route(), target.timeout()).ask(target.question());
      } finally {
        timeout.cancel(false);
      }
    } catch (RejectedExecutionException closing) {
      return "the node is stopping";
    }
  }

  @Override
  public void close() {
    due.forEach(each -> each.dropped = true);
    due = List.of();
    timer.shutdownNow();
  }
}
