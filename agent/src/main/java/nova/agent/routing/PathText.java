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

  /** Whether it has a NUL, or dot segments that only some servers see. */
  static boolean hostile(String path) {
    if (path.contains("%00")) {
      return true;
    }
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

  /** Whether a part of the segment would be a dot segment for those who divide it further. */
  private static boolean hidesDots(String path, int from, int end) {
    int start = from;
    boolean divided = false;
    for (int at = from; at < end; at++) {
      int length = divider(path, at);
      if (length > 0) {
        divided = true;
        if (isDots(decoded(path.substring(start, at)))) {
          return true;
        }
        start = at + length;
        at = start - 1;
      }
    }
    return divided && isDots(decoded(path.substring(start, end)));
  }

  /** Length of what some servers divide segments at: a semicolon, a backslash, an encoded slash. */
  private static int divider(String path, int at) {
    char c = path.charAt(at);
    return c == ';' ? 1 : hiddenSlash(path, at);
  }

  private static int hiddenSlash(String path, int at) {
    char c = path.charAt(at);
    if (c == '\\') {
      return 1;
    }
    int value = c == '%' ? octet(path, at) : -1;
    return value == '/' || value == '\\' ? 3 : 0;
  }

  static boolean hasHiddenSlash(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (hiddenSlash(path, i) > 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDots(String segment) {
    return segment.equals(".") || segment.equals("..");
  }

  /** Index of the slash after the segment that begins at {@code from}, or the path's length. */
  static int segmentEnd(String path, int from) {
    int slash = path.indexOf('/', from);
    return slash < 0 ? path.length() : slash;
  }

  /** Without dot segments (RFC 3986, 5.2.4), written plainly or percent-encoded. */
  static String withoutDots(String path) {
    int from = 1;
    while (from <= path.length()) {
      int end = segmentEnd(path, from);
      if (dots(path, from, end) > 0) {
        return dotsRemoved(path);
      }
      from = end + 1;
    }
    return path;
  }

  private static String dotsRemoved(String path) {
    StringBuilder kept = new StringBuilder(path.length());
    int end;
    for (int from = 1; from <= path.length(); from = end + 1) {
      end = segmentEnd(path, from);
      int dots = dots(path, from, end);
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
    return kept.toString();
  }

  /** How many dots the segment consists of, 1 or 2; 0 when it is none of these. */
  private static int dots(String path, int from, int end) {
    int count = 0;
    for (int at = from; at < end; count++) {
      if (path.charAt(at) == '.') {
        at++;
      } else if (path.charAt(at) == '%' && octet(path, at) == '.') {
        at += 3;
      } else {
        return 0;
      }
    }
    return count <= 2 ? count : 0;
  }

  /** Segments cut off at their semicolons. */
  static String withoutParameters(String path) {
    StringBuilder kept = new StringBuilder(path.length());
    boolean inside = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      inside = c == ';' || (inside && c != '/');
      if (!inside) {
        kept.append(c);
      }
    }
    return kept.toString();
  }

  /** Backslashes and encoded slashes of both kinds turned into slashes. */
  static String withSlashes(String path) {
    StringBuilder divided = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      int hidden = hiddenSlash(path, i);
      divided.append(hidden > 0 ? '/' : path.charAt(i));
      i += Math.max(0, hidden - 1);
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
