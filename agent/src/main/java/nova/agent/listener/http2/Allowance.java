package nova.agent.listener.http2;

/** So many at once, and so many a second. */
final class Allowance {
  private static final double NANOS = 1e9;

  private final int burst;
  private final int perSecond;
  private double left;
  private long since = System.nanoTime();

  Allowance(int burst, int perSecond) {
    this.burst = burst;
    this.perSecond = perSecond;
    this.left = burst;
  }

  /** Takes one; false when there is none. */
  boolean take() {
    if (left < 1) {
      long now = System.nanoTime();
      left = Math.min(burst, left + (now - since) / NANOS * perSecond);
      since = now;
      if (left < 1) {
        return false;
      }
    }
    left--;
    return true;
  }
}
