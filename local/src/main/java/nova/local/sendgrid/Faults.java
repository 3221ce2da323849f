package nova.local.sendgrid;

import java.time.Duration;

/** What goes wrong with the next sends. */
final class Faults {
  /**
   * One of them.
   *
   * @param status 0: answer as usual
   */
  record Fault(int status, Duration delay) {}

  private static final Fault NONE = new Fault(0, Duration.ZERO);
  private Fault fault = NONE;
  private int left;

  synchronized void set(int times, int status, Duration delay) {
    left = times;
    fault = new Fault(status, delay);
  }

  synchronized Fault next() {
    if (left == 0) {
      return NONE;
    }
    left--;
    return fault;
  }
}
