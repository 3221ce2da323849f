package nova.agent.balancer;

/**
 * Whose turn it is: smooth weighted round robin (as in nginx), worked out once for a whole round so
 * that taking a turn needs no lock.
 */
final class Turns {
  /** Steps that working out may take; a longer round is shortened by rounding the weights. */
  private static final long MOST_STEPS = 1 << 21;

  private final char[] round;

  Turns(int[] weights) {
    round = weights.length == 0 ? new char[0] : round(shortened(weights));
  }

  int at(int turn) {
    return round[Integer.remainderUnsigned(turn, round.length)];
  }

  int length() {
    return round.length;
  }

  private static int[] shortened(int[] weights) {
    int divisor = 0;
    long sum = 0;
    for (int weight : weights) {
      divisor = gcd(weight, divisor);
      sum += weight;
    }
    long most = Math.max(1, MOST_STEPS / weights.length);
    double by = Math.max(divisor, (double) sum / most);
    int[] shorter = new int[weights.length];
    for (int i = 0; i < weights.length; i++) {
      shorter[i] = (int) Math.max(1, Math.round(weights[i] / by));
    }
    return shorter;
  }

  private static char[] round(int[] weights) {
    int sum = 0;
    for (int weight : weights) {
      sum += weight;
    }
    char[] round = new char[sum];
    int[] claim = new int[weights.length];
    for (int turn = 0; turn < sum; turn++) {
      int best = 0;
      for (int i = 0; i < weights.length; i++) {
        claim[i] += weights[i];
        if (claim[i] > claim[best]) {
          best = i;
        }
      }
      claim[best] -= sum;
      round[turn] = (char) best;
    }
    return round;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
