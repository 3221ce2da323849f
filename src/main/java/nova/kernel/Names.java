package nova.kernel;

import java.util.List;

/** Names that browsers show. Any script of the world, but nothing that plays with the reader. */
public final class Names {
  private Names() {}

  /** No control characters, no marks that turn the direction of text, not blank. */
  public static boolean shown(String name) {
    return !name.isBlank() && name.codePoints().noneMatch(Names::deceiving);
  }

  /** What is wrong with a name that stands there in a request. */
  public static List<Problem> problems(String pointer, String name) {
    return shown(name)
        ? List.of()
        : List.of(
            new Problem(
                pointer,
                "character",
                "Control characters and text-direction marks do not belong here."));
  }

  private static boolean deceiving(int c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.SURROGATE
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x200E
        || c == 0x200F
        || c == 0x061C
        || c == 0x2028
        || c == 0x2029;
  }

  /** Something showable out of what a machine calls itself. */
  public static String tidy(String raw, int max, String fallback) {
    var kept = new StringBuilder();
    raw.strip().codePoints().filter(c -> !deceiving(c)).limit(max).forEach(kept::appendCodePoint);
    String tidy = kept.toString().strip();
    return tidy.isEmpty() ? fallback : tidy;
  }
}
