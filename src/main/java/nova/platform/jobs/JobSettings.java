package nova.platform.jobs;

import java.time.Duration;

/**
 * Limits of the job runner.
 *
 * @param threads how many jobs run at once on one copy
 * @param polling how often the table is looked at
 * @param heartbeat how often a running job says that it lives; four missed ones free it for others
 * @param stopPatience how long a stopping copy waits for its jobs
 */
record JobSettings(int threads, Duration polling, Duration heartbeat, Duration stopPatience) {
  static JobSettings defaults() {
    return new JobSettings(
        4, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(10));
  }
}
