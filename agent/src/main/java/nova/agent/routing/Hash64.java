package nova.agent.routing;

/**
 * XXH64 (Yann Collet, xxHash specification 0.1.1) with seed 0, over text of Latin-1, one byte per
 * character. The same on every node and in every release: visitors keep their servers.
 */
public final class Hash64 {
  private static final long P1 = 0x9E3779B185EBCA87L;
  private static final long P2 = 0xC2B2AE3D27D4EB4FL;
  private static final long P3 = 0x165667B19E3779F9L;
  private static final long P4 = 0x85EBCA77C2B2AE63L;
  private static final long P5 = 0x27D4EB2F165667C5L;
  private static final int STRIPE = 32;

  private Hash64() {}

  public static long of(String text) {
    return of(text, 0, text.length());
  }

  public static long of(String text, int from, int to) {
    int at = from;
    long hash = P5;
    if (to - from >= STRIPE) {
      at = to - (to - from) % STRIPE;
      hash = stripes(text, from, at);
    }
    hash += to - from;
    for (; at + 8 <= to; at += 8) {
      hash = Long.rotateLeft(hash ^ round(0, eight(text, at)), 27) * P1 + P4;
    }
    if (at + 4 <= to) {
      hash = Long.rotateLeft(hash ^ four(text, at) * P1, 23) * P2 + P3;
      at += 4;
    }
    for (; at < to; at++) {
      hash = Long.rotateLeft(hash ^ (text.charAt(at) & 0xffL) * P5, 11) * P1;
    }
    hash = (hash ^ hash >>> 33) * P2;
    hash = (hash ^ hash >>> 29) * P3;
    return hash ^ hash >>> 32;
  }

  private static long stripes(String text, int from, int to) {
    long a = 0x60EA27EEADC0B5D6L; // P1 + P2, modulo 2^64
    long b = P2;
    long c = 0;
    long d = -P1;
    for (int at = from; at < to; at += STRIPE) {
      a = round(a, eight(text, at));
      b = round(b, eight(text, at + 8));
      c = round(c, eight(text, at + 16));
      d = round(d, eight(text, at + 24));
    }
    long hash =
        Long.rotateLeft(a, 1)
            + Long.rotateLeft(b, 7)
            + Long.rotateLeft(c, 12)
            + Long.rotateLeft(d, 18);
    return merge(merge(merge(merge(hash, a), b), c), d);
  }

  private static long merge(long hash, long lane) {
    return (hash ^ round(0, lane)) * P1 + P4;
  }

  private static long round(long lane, long input) {
    return Long.rotateLeft(lane + input * P2, 31) * P1;
  }

  private static long eight(String text, int at) {
    return four(text, at) | four(text, at + 4) << 32;
  }

  private static long four(String text, int at) {
    return (text.charAt(at) & 0xffL)
        | (text.charAt(at + 1) & 0xffL) << 8
        | (text.charAt(at + 2) & 0xffL) << 16
        | (text.charAt(at + 3) & 0xffL) << 24;
  }
}
