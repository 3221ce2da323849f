package nova.agent.transform;

import java.util.List;

/** Changes the path a server sees; the query stays. */
public final class PathRewrite {
  private final Names replacement;
  private final int replaced;

  /**
   * Replaces leading segments, or with -1 all of them.
   *
   * @param replacement may use the names of {@code names} in braces
   * @param replaced how many segments; what follows them stays
   */
  public PathRewrite(String replacement, List<String> names, int replaced) {
    boolean bare = replaced >= 0 && replacement.endsWith("/");
    this.replacement =
        new Names(bare ? replacement.substring(0, replacement.length() - 1) : replacement, names);
    this.replaced = replaced;
  }

  /**
   * The new target.
   *
   * @param path matched, without dot segments: they could climb out of the new prefix
   * @param query with its question mark, or empty
   * @param values of the names, in their order, as they stood in the path
   */
  public String target(String path, String query, List<String> values) {
    String start = replacement.filled(values);
    String whole = replaced < 0 ? start : start + rest(path);
    return (whole.startsWith("/") ? whole : "/" + whole) + query;
  }

  private String rest(String path) {
    int at = 0;
    for (int i = 0; i < replaced; i++) {
      int slash = path.indexOf('/', at + 1);
      at = slash < 0 ? path.length() : slash;
    }
    return path.substring(at);
  }
}
