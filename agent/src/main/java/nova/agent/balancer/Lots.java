package nova.agent.balancer;

import java.util.ArrayDeque;

/** Draws by weight in constant time: the alias method (Walker 1977, Vose 1991). */
final class Lots {
  private final int[] alias;
  // of 2^31
  private final int[] keep;

  Lots(int[] weights) {
    int count = weights.length;
    alias = new int[count];
    keep = new int[count];
    double sum = 0;
    for (int weight : weights) {
      sum += weight;
    }
    double[] left = new double[count];
    ArrayDeque<Integer> small = new ArrayDeque<>();
    ArrayDeque<Integer> large = new ArrayDeque<>();
    for (int i = 0; i < count; i++) {
      left[i] = weights[i] * count / sum;
      (left[i] < 1 ? small : large).add(i);
    }
    while (!small.isEmpty() && !large.isEmpty()) {
      int less = small.poll();
      int more = large.poll();
      set(less, left[less], more);
      left[more] -= 1 - left[less];
      (left[more] < 1 ? small : large).add(more);
    }
    // what is left over is 1, but for rounding
    large.forEach(i -> set(i, 1, i));
    small.forEach(i -> set(i, 1, i));
  }

  private void set(int at, double kept, int other) {
    keep[at] = (int) Math.min(Integer.MAX_VALUE, kept * 0x1.0p31);
    alias[at] = other;
  }

  /** An index, by 64 random bits. */
  int draw(long random) {
    int at = (int) (((random >>> 32) * alias.length) >>> 32);
    return ((int) random & Integer.MAX_VALUE) < keep[at] ? at : alias[at];
  }
}
