package nova.platform.jobs;

import java.time.Duration;

/**
 * Something to do again and again. On one copy at a time; a copy that dies in the middle is
 * replaced by another, so {@link #run} may have happened in part before.
 */
public interface Job {

  /** Stable: it is the key in the database. */
  String name();

  /** From the end of one run to the beginning of the next. */
  Duration every();

  /** What it throws is logged and reported; the job comes again at its time. */
  void run();
}
