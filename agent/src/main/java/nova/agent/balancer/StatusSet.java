package nova.agent.balancer;

import java.util.BitSet;

/** Some HTTP statuses. */
public final class StatusSet {
  private static final int END = 600;

  private final boolean[] in = new boolean[END];

  public StatusSet(BitSet statuses) {
    statuses.stream().filter(status -> status < END).forEach(status -> in[status] = true);
  }

  /** Those from the first to the last, both included. */
  public static StatusSet range(int from, int to) {
    BitSet bits = new BitSet();
    bits.set(from, to + 1);
    return new StatusSet(bits);
  }

  public boolean has(int status) {
    return status >= 0 && status < END && in[status];
  }
}
