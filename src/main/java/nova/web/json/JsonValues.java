package nova.web.json;

import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import nova.platform.ids.Uuids;

/** One value to one type, or a fault and a placeholder. */
record JsonValues(JsonFaults faults) {
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,18})");
  private static final UUID NO_UUID = new UUID(0, 0);

  static UUID noUuid() {
    return NO_UUID;
  }

  String label(String at, JsonValue value, int min, int max) {
    return value instanceof JsonString string
        ? length(at, string.getString().strip(), min, max, JsonValues::unprintable)
        : wrongType(at, "a string", "");
  }

  String text(String at, JsonValue value, int min, int max) {
    return value instanceof JsonString string
        ? length(at, string.getString(), min, max, JsonValues::unprintable)
        : wrongType(at, "a string", "");
  }

  /** With line ends and tabs. */
  String lines(String at, JsonValue value, int min, int max) {
    return value instanceof JsonString string
        ? length(at, string.getString(), min, max, JsonValues::unprintableInLines)
        : wrongType(at, "a string", "");
  }

  private String length(String at, String text, int min, int max, IntPredicate unprintable) {
    int length = text.codePointCount(0, text.length());
    if (length < min || length > max) {
      faults.add(at, "length", "This has between " + min + " and " + max + " characters.");
    } else if (text.codePoints().anyMatch(unprintable)) {
      faults.add(at, "character", "Control characters and broken Unicode are not allowed here.");
    } else {
      return text;
    }
    return "";
  }

  /** PostgreSQL takes no NUL, UTF-8 no lone surrogate, and nobody needs a bell in a name. */
  private static boolean unprintable(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }

  private static boolean unprintableInLines(int codePoint) {
    return codePoint != '\n' && codePoint != '\r' && codePoint != '\t' && unprintable(codePoint);
  }

  long number(String at, JsonValue value, long min, long max) {
    if (!(value instanceof JsonNumber) || !WHOLE.matcher(value.toString()).matches()) {
      return wrongType(at, "a whole number", min);
    }
    try {
      long number = Long.parseLong(value.toString());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException tooLong) {
      // nineteen digits may be too many; that is out of range too
    }
    faults.add(at, "out-of-range", "This is between " + min + " and " + max + ".");
    return min;
  }

  /** A number with at most two decimals, as its hundredths. */
  int hundredths(String at, JsonValue value, int min, int max) {
    if (!(value instanceof JsonNumber number)) {
      return wrongType(at, "a number", min * 100);
    }
    BigDecimal exact = number.bigDecimalValue();
    // the scale first: 1e999999999 has few digits and would fill the memory as a whole number
    if (Math.abs((long) exact.scale()) > 20 || exact.stripTrailingZeros().scale() > 2) {
      return wrongType(at, "a number with at most two decimals", min * 100);
    }
    if (exact.compareTo(BigDecimal.valueOf(min)) < 0
        || exact.compareTo(BigDecimal.valueOf(max)) > 0) {
      faults.add(at, "out-of-range", "This is between " + min + " and " + max + ".");
      return min * 100;
    }
    return exact.movePointRight(2).intValueExact();
  }

  boolean truth(String at, JsonValue value) {
    return switch (value.getValueType()) {
      case TRUE -> true;
      case FALSE -> false;
      case ARRAY, OBJECT, STRING, NUMBER, NULL -> wrongType(at, "true or false", false);
    };
  }

  Instant time(String at, JsonValue value) {
    if (value instanceof JsonString string) {
      try {
        return OffsetDateTime.parse(string.getString()).toInstant();
      } catch (DateTimeException notOne) {
        // falls through to the fault
      }
    }
    return wrongType(at, "a time (RFC 3339), such as 2026-01-31T12:00:00Z", Instant.EPOCH);
  }

  UUID id(String at, JsonValue value) {
    if (value instanceof JsonString string) {
      UUID id = Uuids.parse(string.getString());
      if (id != null) {
        return id;
      }
    }
    return wrongType(at, "a UUID", NO_UUID);
  }

  <E> E choice(String at, JsonValue value, Map<String, E> words, E placeholder) {
    E chosen = value instanceof JsonString string ? words.get(string.getString()) : null;
    if (chosen == null) {
      faults.add(
          at, "not-a-choice", "This is one of: " + words.keySet().stream().sorted().toList());
      return placeholder;
    }
    return chosen;
  }

  <T> T wrongType(String at, String wanted, T placeholder) {
    faults.add(at, "wrong-type", "This must be " + wanted + ".");
    return placeholder;
  }
}
