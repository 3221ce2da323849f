package nova.agent.listener;

import io.undertow.util.HttpString;
import org.jspecify.annotations.Nullable;

/** Visitors send the same few field names all day: each is turned into an object once. */
public final class FieldNames {
  private static final int SLOTS = 512;
  private static final int LONGEST = 64;

  private final @Nullable HttpString[] names = new HttpString[SLOTS];

  /** The name, and its hash as {@link #hash} of all its bytes, from the first to the last. */
  public HttpString of(byte[] bytes, int from, int length, int hash) {
    if (length > LONGEST) {
      return new HttpString(bytes, from, length);
    }
    int slot = (hash ^ hash >>> 16) & (SLOTS - 1);
    HttpString known = names[slot];
    if (known == null || !same(known, bytes, from, length)) {
      known = new HttpString(bytes, from, length);
      names[slot] = known;
    }
    return known;
  }

  public static int hash(int before, byte next) {
    return 31 * before + next;
  }

  private static boolean same(HttpString name, byte[] bytes, int from, int length) {
    if (name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name.byteAt(i) != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }
}
