package nova.nodes.document;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A JSON object as plain collections, in the order it was said. What was not said is not in it. */
final class Tree {
  private final Map<String, Object> fields = new LinkedHashMap<>();

  static Tree of(String name, Object value) {
    return new Tree().put(name, value);
  }

  Tree put(String name, Object value) {
    fields.put(name, value);
    return this;
  }

  /** Unless it is null. */
  Tree maybe(String name, @Nullable Object value) {
    return value == null ? this : put(name, value);
  }

  /** Unless it is empty. */
  Tree text(String name, String value) {
    return value.isEmpty() ? this : put(name, value);
  }

  /** Unless it is what it is without being said. */
  Tree flag(String name, boolean value, boolean usual) {
    return value == usual ? this : put(name, value);
  }

  Tree word(String name, Enum<?> value) {
    return put(name, Words.of(value));
  }

  /** Unless there is none. */
  <T> Tree part(String name, @Nullable T part, Function<T, Tree> writing) {
    return part == null ? this : put(name, writing.apply(part).done());
  }

  /** Unless it is empty. */
  Tree items(String name, List<?> items) {
    return items.isEmpty() ? this : put(name, items);
  }

  /** Unless it is empty. */
  <T> Tree parts(String name, List<T> parts, Function<T, Tree> writing) {
    return items(name, all(parts, writing));
  }

  static <T> List<Map<String, Object>> all(List<T> parts, Function<T, Tree> writing) {
    return parts.stream().map(part -> writing.apply(part).done()).toList();
  }

  /** Hundredths as a decimal without needless zeros: 1250 is 12.5. */
  static BigDecimal hundredths(int value) {
    BigDecimal plain = BigDecimal.valueOf(value, 2).stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }

  Map<String, Object> done() {
    return Collections.unmodifiableMap(fields);
  }
}
