package nova.agent.balancer;

/**
 * Which stage a visitor belongs to.
 *
 * <p>A visitor is a point between 0 and 10000. The first stage grows from the left, the second from
 * the right: whoever is in one stays there as long as its share does not shrink. More stages take
 * turns at both ends, and only the two outermost can promise that; for three or more no choice
 * without a memory can (a third would have to keep clear of every size of both others).
 */
public final class StageShares {
  public static final StageShares NONE = new StageShares();
  private static final int MYRIAD = 10_000;

  private final int[] shares;

  public StageShares(int... shares) {
    this.shares = shares.clone();
  }

  int count() {
    return shares.length;
  }

  int of(int stage) {
    return shares[stage];
  }

  /** The stage of the visitor with this hash, or {@link Visit#NONE}. */
  int stageOf(long addressHash) {
    int point = (int) Long.remainderUnsigned(Mix.of(addressHash), MYRIAD);
    int left = 0;
    int right = MYRIAD;
    for (int stage = 0; stage < shares.length; stage++) {
      if ((stage & 1) == 0) {
        left += shares[stage];
        if (point < left && point >= left - shares[stage]) {
          return stage;
        }
      } else {
        right -= shares[stage];
        if (point >= right && point < right + shares[stage]) {
          return stage;
        }
      }
    }
    return Visit.NONE;
  }
}
