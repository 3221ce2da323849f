package nova.nodes.logic;

import java.util.List;
import java.util.function.Function;
import nova.kernel.Page;

/** Cuts what was read one too far into a page. */
final class Pages {
  private Pages() {}

  static <T> Page<T> of(List<T> oneMore, int limit, Function<T, String> cursor) {
    if (oneMore.size() <= limit) {
      return new Page<>(oneMore, null);
    }
    List<T> items = oneMore.subList(0, limit);
    return new Page<>(items, cursor.apply(items.getLast()));
  }
}
