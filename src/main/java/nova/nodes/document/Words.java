package nova.nodes.document;

import java.util.LinkedHashMap;
import java.util.Map;

/** The document's words for our enums: {@code POWER_OF_TWO} is "powerOfTwo". */
public final class Words {
  private Words() {}

  public static String of(Enum<?> value) {
    var word = new StringBuilder();
    boolean capital = false;
    for (char letter : value.name().toCharArray()) {
      if (letter == '_') {
        capital = true;
      } else {
        word.append(capital ? letter : Character.toLowerCase(letter));
        capital = false;
      }
    }
    return word.toString();
  }

  /** All words of an enum, in its order. */
  public static <E extends Enum<E>> Map<String, E> of(Class<E> type) {
    var words = new LinkedHashMap<String, E>();
    for (E value : type.getEnumConstants()) {
      words.put(of(value), value);
    }
    return words;
  }
}
