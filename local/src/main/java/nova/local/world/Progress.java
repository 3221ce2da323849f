package nova.local.world;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Told how each step went. */
@FunctionalInterface
public interface Progress {
  void done(String what, Duration took);

  /** Does it and tells how long it took. */
  default <T> T step(String what, Callable<T> work) throws Exception {
    long began = System.nanoTime();
    T result = work.call();
    done(what, Duration.ofNanos(System.nanoTime() - began));
    return result;
  }
}
