package nova.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of many, in a stable order.
 *
 * @param next opaque cursor of the next page, or null at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {
  public Page {
    items = List.copyOf(items);
  }
}
