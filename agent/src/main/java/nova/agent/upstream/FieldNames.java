package nova.agent.upstream;

import io.undertow.util.HttpString;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Servers send the same few field names all day: each is turned into an object once. */
final class FieldNames {
  private static final int SLOTS = 512;
  private static final int LONGEST = 64;

  private final @Nullable HttpString[] names = new HttpString[SLOTS];
  private final Map<String, HttpString> byText = new HashMap<>();
  private final Map<HttpString, String> lowerCase = new HashMap<>();

  HttpString of(String text) {
    HttpString known = byText.get(text);
    return known != null ? known : kept(byText, text, new HttpString(text));
  }

  /** As HTTP/2 spells it. */
  String lower(HttpString name) {
    String known = lowerCase.get(name);
    return known != null ? known : kept(lowerCase, name, name.toString().toLowerCase(Locale.ROOT));
  }

  /** Names are made up by strangers: only so many, and no long ones, are remembered. */
  private static <K, V> V kept(Map<K, V> in, K key, V value) {
    if (in.size() < SLOTS && key.toString().length() <= LONGEST) {
      in.put(key, value);
    }
    return value;
  }

  HttpString of(byte[] bytes, int from, int length) {
    if (length > LONGEST) {
      return new HttpString(bytes, from, length);
    }
    int hash = length;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = (hash ^ hash >>> 16) & (SLOTS - 1);
    HttpString known = names[slot];
    if (known == null || !same(known, bytes, from, length)) {
      known = new HttpString(bytes, from, length);
      names[slot] = known;
    }
    return known;
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
