package nova.agent.exchange.hpack;

import nova.agent.exchange.Tokens;

/**
 * One field as it was decoded.
 *
 * @param proper name and value are made of what RFC 9113, 8.2.1 allows
 */
public record HpackField(String name, String value, boolean proper) {
  private static final int OVERHEAD = 32;

  /** Judges the field once; as an entry of a table it may be used many times. */
  static HpackField of(String name, String value) {
    return new HpackField(name, value, properName(name) && properValue(value));
  }

  /** What it costs in a table (RFC 7541, 4.1), and in the size of a header list. */
  public int size() {
    return name.length() + value.length() + OVERHEAD;
  }

  public boolean pseudo() {
    return name.startsWith(":");
  }

  private static boolean properName(String name) {
    int from = name.startsWith(":") ? 1 : 0;
    for (int i = from; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c > 127 || (c >= 'A' && c <= 'Z') || !Tokens.isToken((byte) c)) {
        return false;
      }
    }
    return name.length() > from;
  }

  private static boolean properValue(String value) {
    int length = value.length();
    for (int i = 0; i < length; i++) {
      if (!Tokens.isValue((byte) value.charAt(i))) {
        return false;
      }
    }
    return length == 0 || (value.charAt(0) > ' ' && value.charAt(length - 1) > ' ');
  }
}
