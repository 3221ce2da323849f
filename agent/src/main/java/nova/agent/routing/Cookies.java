package nova.agent.routing;

import org.jspecify.annotations.Nullable;

/** Reads and shortens Cookie fields (RFC 6265, 4.2.1) where they stand. */
public final class Cookies {
  static final String FIELD = "Cookie";

  private Cookies() {}

  /** Nothing of interest. */
  static final int NOTHING = -1;

  /** Looks at a value inside its field line; what is not {@link #NOTHING} ends the search. */
  interface Look {
    int at(String line, int from, int to);
  }

  /** Shows every cookie of this name, in order, and says what the last look saw. */
  static int each(RequestView request, String name, Look look) {
    String line;
    for (int number = 0; (line = request.header(FIELD, number)) != null; number++) {
      for (int from = 0; from < line.length(); from = end(line, from) + 1) {
        int start = start(line, from);
        if (named(line, start, name)) {
          int value = start + name.length() + 1;
          int seen = look.at(line, value, trimmed(line, value, end(line, from)));
          if (seen != NOTHING) {
            return seen;
          }
        }
      }
    }
    return NOTHING;
  }

  /** The first cookie of this name, or null. */
  static @Nullable String first(RequestView request, String name) {
    String[] found = new String[1];
    int seen =
        each(
            request,
            name,
            (line, from, to) -> {
              found[0] = line.substring(from, to);
              return 0;
            });
    return seen == NOTHING ? null : found[0];
  }

  /** The line without cookies of this name; the same object when there are none in it. */
  public static String without(String line, String name) {
    StringBuilder rest = null;
    for (int from = 0; from < line.length(); from = end(line, from) + 1) {
      int end = end(line, from);
      boolean drop = named(line, start(line, from), name);
      if (drop && rest == null) {
        rest = new StringBuilder(line.length()).append(line, 0, from);
      } else if (!drop && rest != null) {
        rest.append(line, rest.isEmpty() ? start(line, from) : from, end).append(';');
      }
    }
    if (rest == null) {
      return line;
    }
    int length = rest.length();
    while (length > 0 && (rest.charAt(length - 1) == ';' || rest.charAt(length - 1) == ' ')) {
      length--;
    }
    return rest.substring(0, length);
  }

  private static boolean named(String line, int start, String name) {
    return line.startsWith(name, start)
        && start + name.length() < line.length()
        && line.charAt(start + name.length()) == '=';
  }

  private static int start(String line, int from) {
    int start = from;
    while (start < line.length() && blank(line.charAt(start))) {
      start++;
    }
    return start;
  }

  private static int end(String line, int from) {
    int semicolon = line.indexOf(';', from);
    return semicolon < 0 ? line.length() : semicolon;
  }

  private static int trimmed(String line, int from, int end) {
    int to = end;
    while (to > from && blank(line.charAt(to - 1))) {
      to--;
    }
    return to;
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\t';
  }
}
