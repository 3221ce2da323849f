package nova.local.world;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Starts again what ended by itself. Close it before what it watches is stopped on purpose, or it
 * would start that again.
 */
final class Supervision implements AutoCloseable {
  /**
   * How patient it is.
   *
   * @param first the pause before the first start
   * @param longest each pause is twice the one before, up to this
   * @param steady who ran that long begins with the first pause again
   */
  record Settings(Duration first, Duration longest, Duration steady) {
    static final Settings USUAL =
        new Settings(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(1));

    Duration after(Duration pause) {
      Duration twice = pause.multipliedBy(2);
      return twice.compareTo(longest) > 0 ? longest : twice;
    }
  }

  /** Starts a part whose process ended. */
  @FunctionalInterface
  interface Restart {
    void run() throws IOException, InterruptedException;
  }

  private final Settings settings;
  private final Consumer<String> say;
  private final List<Thread> watchers = new ArrayList<>();
  private boolean closed;

  /**
   * Watches nothing yet.
   *
   * @param say told one line for each end and each start
   */
  Supervision(Settings settings, Consumer<String> say) {
    this.settings = settings;
    this.say = say;
  }

  /**
   * Watches it from now on.
   *
   * @param process the running one: another after each restart
   */
  synchronized void watch(String name, Supplier<Process> process, Restart restart) {
    if (closed) {
      return;
    }
    watchers.add(
        Thread.ofVirtual()
            .name("watch " + name)
            .start(
                () -> {
                  try {
                    keepAlive(name, process, restart);
                  } catch (InterruptedException closing) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }

  private void keepAlive(String name, Supplier<Process> process, Restart restart)
      throws InterruptedException {
    Duration pause = settings.first();
    while (true) {
      long began = System.nanoTime();
      int code = process.get().waitFor();
      if (System.nanoTime() - began > settings.steady().toNanos()) {
        pause = settings.first();
      }
      if (!process.get().isAlive()) {
        say.accept(
            "  ! %s ended by itself (exit code %d); starting it again in %s s"
                .formatted(name, code, pause.toMillis() / 1000.0));
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        pause = settings.after(pause);
        start(name, restart);
      }
    }
  }

  private void start(String name, Restart restart) throws InterruptedException {
    try {
      restart.run();
      say.accept("  ✓ " + name + " runs again");
    } catch (IOException e) {
      say.accept("  ! " + name + " did not start: " + e.getMessage());
    }
  }

  /** Returns when nothing will be started any more. */
  @Override
  public synchronized void close() throws InterruptedException {
    closed = true;
    watchers.forEach(Thread::interrupt);
    for (Thread watcher : watchers) {
      watcher.join();
    }
    watchers.clear();
  }
}
