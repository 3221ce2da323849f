package nova.agent.listener;

import io.undertow.util.HttpString;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Visitors send the same few field names all day: each is turned into an object once. */
public final class FieldNames {
  private static final int SLOTS = 512;
  private static final int LONGEST = 64;

  private final @Nullable HttpString[] names = new HttpString[SLOTS];
  private final Map<String, HttpString> byText = new HashMap<>();
  private final Map<HttpString, String> lower = new HashMap<>();

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

  /** The name for a text, as HTTP/2 has them. */
  public HttpString of(String text) {
    HttpString known = byText.get(text);
    if (known == null) {
      known = new HttpString(text);
      if (text.length() <= LONGEST && byText.size() < SLOTS) {
        byText.put(text, known);
      }
    }
    return known;
  }

  /** The name in lower case, as HTTP/2 wants them. */
  public String lower(HttpString name) {
    String known = lower.get(name);
    if (known == null) {
      known = name.toString().toLowerCase(Locale.ROOT);
      if (name.length() <= LONGEST && lower.size() < SLOTS) {
        lower.put(name, known);
      }
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
