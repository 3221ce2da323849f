package nova.agent.transform;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What kind of page a visitor would like (RFC 9110, 12.5.1). */
enum Accept {
  HTML,
  JSON,
  PLAIN;

  private static final int MOST_RANGES = 64;
  private static final int MOST_PARAMETERS = 8;

  /**
   * The best kind that the field names; who names none of them, or only by wildcard, is a program
   * or a person at a terminal and gets plain text. Named first wins among equals.
   *
   * @param field empty when there is none
   */
  static Accept of(String field) {
    Accept best = PLAIN;
    double most = 0;
    for (String range : field.split(",", MOST_RANGES)) {
      String[] parts = range.split(";", MOST_PARAMETERS);
      Accept kind = kind(parts[0].strip().toLowerCase(Locale.ROOT));
      double quality = kind == null ? 0 : quality(parts);
      if (kind != null && quality > most) {
        best = kind;
        most = quality;
      }
    }
    return best;
  }

  private static @Nullable Accept kind(String range) {
    return switch (range) {
      case "text/html", "application/xhtml+xml" -> HTML;
      case "application/json", "text/json" -> JSON;
      case "text/plain" -> PLAIN;
      default -> range.endsWith("+json") ? JSON : null;
    };
  }

  private static double quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("q=") || parameter.startsWith("Q=")) {
        return weight(parameter.substring(2));
      }
    }
    return 1;
  }

  /** A weight that is none counts as no wish at all. */
  private static double weight(String text) {
    boolean valid = text.length() <= 5 && text.matches("0(\\.\\d*)?|1(\\.0*)?");
    return valid ? Double.parseDouble(text) : 0;
  }
}
