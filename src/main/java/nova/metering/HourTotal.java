package nova.metering;

import nova.kernel.UtcHour;

/** How many nodes were there in one hour. */
public record HourTotal(UtcHour hour, long nodes) {

  /** So many are free in every hour, on their own: a quiet night does not pay for a busy noon. */
  public static final int FREE_NODES = 5;

  public long billable() {
    return Math.max(0, nodes - FREE_NODES);
  }
}
