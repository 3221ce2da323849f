package nova.agent.balancer;

/**
 * Who is available in one pool, as of one moment; made anew when a verdict changed, so that a
 * choice looks at nobody who is not.
 *
 * @param changes {@link HealthLedger#changes} when it was made
 * @param divisions of each stage; the last is for visitors of no stage
 * @param usable by server
 * @param startingUntilNanos when the last slow start is over
 */
@SuppressWarnings("ArrayRecordComponent") // as above
record Lineup(
    long changes,
    Division[] divisions,
    boolean[] usable,
    boolean starting,
    long startingUntilNanos) {

  Division division(int stage) {
    return divisions[stage == Visit.NONE ? divisions.length - 1 : stage];
  }

  boolean starting(long nowNanos) {
    return starting && nowNanos - startingUntilNanos < 0;
  }
}
