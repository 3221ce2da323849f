package nova.local.bench.resilience;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one balancer did in one scenario.
 *
 * @param words for the table
 * @param figures for scripts
 */
record Result(String id, Rival rival, String words, Map<String, Number> figures) {

  /** Figures in the order they are given: name, number, name, number … */
  static Result of(String id, Rival rival, String words, Object... namesAndNumbers) {
    Map<String, Number> figures = new LinkedHashMap<>();
    for (int i = 0; i < namesAndNumbers.length; i += 2) {
      figures.put((String) namesAndNumbers[i], (Number) namesAndNumbers[i + 1]);
    }
    return new Result(id, rival, words, figures);
  }

  String json() {
    return "{\"bench\":\"resilience\",\"case\":\"%s\",\"proxy\":\"%s\",".formatted(id, rival)
        + figures.entrySet().stream()
            .map(each -> "\"" + each.getKey() + "\":" + text(each.getValue()))
            .collect(Collectors.joining(","))
        + "}";
  }

  private static String text(Number number) {
    return number instanceof Double real
        ? String.format(Locale.ROOT, "%.1f", real)
        : number.toString();
  }
}
