package nova.agent.transform;

import java.util.ArrayList;
import java.util.List;

/**
 * A text with names in braces, taken apart; what is in braces and no known name stands for itself.
 */
final class Names {
  private final String[] literals;
  private final int[] variables;

  /** Literals and variables alternate; the text begins and ends with a literal. */
  Names(String text, List<String> known) {
    List<String> pieces = new ArrayList<>();
    List<Integer> found = new ArrayList<>();
    int literal = 0;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
      int close = text.indexOf('}', open);
      int name = close < 0 ? -1 : known.indexOf(text.substring(open + 1, close));
      if (name >= 0) {
        pieces.add(text.substring(literal, open));
        found.add(name);
        literal = close + 1;
      }
    }
    pieces.add(text.substring(literal));
    literals = pieces.toArray(String[]::new);
    variables = found.stream().mapToInt(Integer::intValue).toArray();
  }

  boolean usesAny() {
    return variables.length > 0;
  }

  /** Values are in the order of the known names. */
  String filled(List<String> values) {
    StringBuilder text = new StringBuilder(literals[0]);
    for (int i = 0; i < variables.length; i++) {
      text.append(values.get(variables[i])).append(literals[i + 1]);
    }
    return text.toString();
  }
}
