package nova.agent.routing;

/** What can be done to the text of a path; all of it leaves alone what it has no business with. */
final class PathText {
  /** A slash that is data, in a decoded path; no byte decodes to it. */
  static final char DATA_SLASH = '\u2215';

  private PathText() {}

  /** Whether all servers read it the same, namely as it stands. */
  static boolean plain(String path) {
    char before = 0;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%' || c == ';' || c == '\\' || (before == '/' && (c == '/' || c == '.'))) {
        return false;
      }
      before = c;
    }
    return true;
  }

  /** Whether it has a NUL or a bare backslash, which no honest client sends. */
  static boolean hostile(String path) {
    return path.contains("%00") || path.indexOf('\\') >= 0;
  }

  /** Whether it has dot segments that only some servers see. */
  static boolean disguised(String path) {
    int from = 1;
    while (from <= path.length()) {
      int end = segmentEnd(path, from);
      if (hidesDots(path, from, end)) {
        return true;
      }
      from = end + 1;
    }
    return false;
  }

  /** Whether a part of the segment is a dot segment for some who divide or decode it. */
  private static boolean hidesDots(String path, int from, int end) {
    int start = from;
    for (int at = from; at < end; at++) {
      int length = divider(path, at);
      if (length > 0) {
        if (dots(decoded(path.substring(start, at))) > 0) {
          return true;
        }
        start = at + length;
        at = start - 1;
      }
    }
    String last = path.substring(start, end);
    boolean whole = start == from && dots(last) > 0;
    return !whole && dots(decoded(last)) > 0;
  }

  /** How many dots the segment consists of, 1 or 2; 0 when it is none of these. */
  private static int dots(String segment) {
    return segment.equals(".") ? 1 : segment.equals("..") ? 2 : 0;
  }

  /** Length of what some servers divide segments at: semicolons, encoded slashes; 0 for none. */
  private static int divider(String path, int at) {
    if (path.charAt(at) == ';') {
      return 1;
    }
    int octet = path.charAt(at) == '%' ? octet(path, at) : -1;
    return octet == ';' || octet == '/' || octet == '\\' ? 3 : 0;
  }

  private static boolean isEncoded(String path, int at, char octet) {
    return path.charAt(at) == '%' && octet(path, at) == octet;
  }

  /** Whether this octet occurs in percent-encoded form. */
  static boolean hasEncoded(String path, char octet) {
    for (int at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 1)) {
      if (octet(path, at) == octet) {
        return true;
      }
    }
    return false;
  }

  /** Index of the slash after the segment that begins at {@code from}, or the path's length. */
  static int segmentEnd(String path, int from) {
    int slash = path.indexOf('/', from);
    return slash < 0 ? path.length() : slash;
  }

  /** Without dot segments (RFC 3986, 5.2.4); the same object when there are none. */
  static String withoutDots(String path) {
    return path.contains("/.") ? dotsRemoved(path) : path;
  }

  private static String dotsRemoved(String path) {
    StringBuilder kept = new StringBuilder(path.length());
    int end;
    for (int from = 1; from <= path.length(); from = end + 1) {
      end = segmentEnd(path, from);
      int dots = dots(path.substring(from, end));
      if (dots == 0) {
        kept.append('/').append(path, from, end);
        continue;
      }
      if (dots == 2) {
        kept.setLength(Math.max(0, kept.lastIndexOf("/")));
      }
      if (end == path.length()) {
        kept.append('/');
      }
    }
    return kept.length() == path.length() ? path : kept.toString();
  }

  /** Segments cut off at their semicolons. */
  static String withoutParameters(String path, boolean alsoEncoded) {
    StringBuilder kept = new StringBuilder(path.length());
    boolean inside = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean semicolon = c == ';' || (alsoEncoded && isEncoded(path, i, ';'));
      inside = semicolon || (inside && c != '/');
      if (!inside) {
        kept.append(c);
      }
    }
    return kept.toString();
  }

  /** Encoded backslashes, and encoded slashes too, turned into slashes. */
  static String withSlashes(String path, boolean alsoForward) {
    StringBuilder divided = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      boolean slash = isEncoded(path, i, '\\') || (alsoForward && isEncoded(path, i, '/'));
      divided.append(slash ? '/' : path.charAt(i));
      i += slash ? 2 : 0;
    }
    return divided.toString();
  }

  /** Rows of slashes turned into one. */
  static String merged(String path) {
    StringBuilder merged = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) != '/' || i == 0 || path.charAt(i - 1) != '/') {
        merged.append(path.charAt(i));
      }
    }
    return merged.toString();
  }

  /** Percent-encoding read once, one character per octet; what is not one stays as it is. */
  static String decoded(String path) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    StringBuilder plain = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      int octet = path.charAt(i) == '%' ? octet(path, i) : -1;
      if (octet < 0) {
        plain.append(path.charAt(i));
      } else {
        plain.append(octet == '/' ? DATA_SLASH : (char) octet);
        i += 2;
      }
    }
    return plain.toString();
  }

  /** Value of the percent-encoded octet that begins here, or -1 when none does. */
  private static int octet(String path, int at) {
    if (at + 2 >= path.length()) {
      return -1;
    }
    int high = Character.digit(path.charAt(at + 1), 16);
    int low = Character.digit(path.charAt(at + 2), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
