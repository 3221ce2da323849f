package nova.agent.balancer;

/** How much of its share a server gets that began not long ago. */
final class SlowStart {
  /** The moment of a server that needs no slow start. */
  static final long NEVER = Long.MIN_VALUE;

  // somebody must come, or nothing gets warm
  private static final double LEAST = 0.01;

  private SlowStart() {}

  static boolean over(long since, long lengthNanos, long nowNanos) {
    return since == NEVER || nowNanos - since >= lengthNanos;
  }

  /** Between 0 and 1, growing linearly. */
  static double share(long since, long lengthNanos, long nowNanos) {
    return over(since, lengthNanos, nowNanos)
        ? 1
        : Math.max(LEAST, (double) (nowNanos - since) / lengthNanos);
  }
}
