package nova.metrics.logic;

import java.time.Duration;
import java.time.Instant;
import nova.metrics.TrafficWindow;

/** Windows that cannot be: left out, counted, and the rest of their batch is kept. */
final class WindowRules {
  private static final Duration AHEAD = Duration.ofMinutes(5);
  private static final Duration BACK = Duration.ofDays(35);
  private static final int MAX_LENGTH = 3_600;
  private static final int MAX_NAME = 200;
  private static final int MAX_STATUS_CLASS = 5;

  private WindowRules() {}

  static boolean possible(TrafficWindow window, Instant now) {
    return !window.at().isAfter(now.plus(AHEAD))
        && !window.at().isBefore(now.minus(BACK))
        && window.lengthSeconds() >= 1
        && window.lengthSeconds() <= MAX_LENGTH
        && window.statusClass() >= 0
        && window.statusClass() <= MAX_STATUS_CLASS
        && window.route().length() <= MAX_NAME
        && window.server().length() <= MAX_NAME
        && window.requests() >= 0
        && window.upstreamErrors() >= 0
        && window.retries() >= 0
        && window.resumes() >= 0
        && window.requestBytes() >= 0
        && window.responseBytes() >= 0;
  }
}
