package nova.agent.exchange;

/** Character classes of RFC 9110 and lists of tokens. */
public final class Tokens {
  private static final boolean[] TOKEN = new boolean[256];

  static {
    for (char c = '0'; c <= '9'; c++) {
      TOKEN[c] = true;
    }
    for (char c = 'a'; c <= 'z'; c++) {
      TOKEN[c] = true;
      TOKEN[c - 32] = true;
    }
    for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
      TOKEN[c] = true;
    }
  }

  private Tokens() {}

  public static boolean isToken(byte b) {
    return TOKEN[b & 0xff];
  }

  /** field-vchar, obs-text, space or tab. */
  public static boolean isValue(byte b) {
    return b < 0 || (b >= ' ' && b != 127) || b == '\t';
  }

  /** Compares bytes with lower-case ASCII text, ignoring case. */
  public static boolean same(byte[] bytes, int from, int length, String lower) {
    if (length != lower.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      byte b = bytes[from + i];
      if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** True when a comma-separated list names the token, ignoring case. */
  public static boolean lists(String list, String token) {
    int from = 0;
    while (from <= list.length()) {
      int comma = list.indexOf(',', from);
      int to = comma < 0 ? list.length() : comma;
      while (from < to && isBlank(list.charAt(from))) {
        from++;
      }
      int end = to;
      while (end > from && isBlank(list.charAt(end - 1))) {
        end--;
      }
      if (end - from == token.length()
          && list.regionMatches(true, from, token, 0, token.length())) {
        return true;
      }
      from = to + 1;
    }
    return false;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
