package nova.agent.balancer;

/**
 * When answers to visitors set a server aside.
 *
 * @param down statuses that speak against a server
 * @param consecutive confirmed bad answers in a row
 * @param ratioPercent or this percentage of bad ones among at least {@code ratioMinimum} within
 *     {@code ratioWindowNanos}; 0: no ratio
 * @param maxEjectedPercent of a pool's servers
 * @param ejectLast whether the last available server may be set aside too
 * @param panicPercent below this percentage of available servers those set aside are used again
 * @param baseNanos the first time aside
 * @param stalls whether a server that owes first bytes for far too long is set aside
 */
public record PassiveRules(
    boolean on,
    StatusSet down,
    int consecutive,
    int ratioPercent,
    int ratioMinimum,
    long ratioWindowNanos,
    int maxEjectedPercent,
    boolean ejectLast,
    int panicPercent,
    long baseNanos,
    boolean stalls) {

  // A page that is broken on every server answers POST after POST with 500, and nobody else can be
  // asked about it: one such answer says little about its server.
  private static final int LEAST_UNCONFIRMED = 3;

  int unconfirmedInRow() {
    return Math.max(consecutive, LEAST_UNCONFIRMED);
  }
}
