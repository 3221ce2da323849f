package nova.agent.balancer;

/** Spreads the bits of a hash: Stafford's variant 13 of the MurmurHash3 finisher. */
final class Mix {
  private static final double UNIT = 0x1.0p-53;

  private Mix() {}

  static long of(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /** Hash of a text; the same on every node. */
  static long of(String text) {
    long hash = 0xcbf29ce484222325L; // FNV-1a
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return of(hash);
  }

  /** Between 0 and 1, neither included. */
  static double unit(long hash) {
    return ((hash >>> 11) + 0.5) * UNIT;
  }
}
