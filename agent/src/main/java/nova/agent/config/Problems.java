package nova.agent.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import nova.link.v1.ConfigProblem;

/** Collects everything wrong with one config. */
final class Problems {
  static final int DAY_MILLIS = 86_400_000;
  private final List<ConfigProblem> found = new ArrayList<>();

  void add(String pointer, String code, String message) {
    found.add(problem(pointer, code, message));
  }

  static ConfigProblem problem(String pointer, String code, String message) {
    return ConfigProblem.newBuilder().setPointer(pointer).setCode(code).setMessage(message).build();
  }

  void unknownEnum(String pointer) {
    add(pointer, "unknown-enum-value", "This agent does not know the value; a newer agent may.");
  }

  void required(String pointer, String value) {
    if (value.isEmpty()) {
      add(pointer, "missing", "A value is needed here.");
    }
  }

  void unique(String pointer, String value, Set<String> seen) {
    required(pointer, value);
    if (!value.isEmpty() && !seen.add(value)) {
      add(pointer, "duplicate", "\"" + value + "\" is used twice; it must be unique.");
    }
  }

  void known(String pointer, String id, Set<String> ids, String code, String message) {
    if (!ids.contains(id)) {
      add(pointer, code, message);
    }
  }

  void shape(String pointer, String value, Pattern shape, String code, String message) {
    if (!shape.matcher(value).matches()) {
      add(pointer, code, message);
    }
  }

  void fieldName(String pointer, String name) {
    shape(pointer, name, Texts.TOKEN, "bad-name", "Must be a token of RFC 9110, e.g. X-Version.");
  }

  void fieldValue(String pointer, String value) {
    shape(
        pointer,
        value,
        Texts.FIELD_VALUE,
        "bad-value",
        "Must hold no control characters and at most 4096 characters.");
  }

  void path(String pointer, String path) {
    if (!Texts.path(path)) {
      add(pointer, "bad-path", "Must start with / and hold printable ASCII without ? and # only.");
    }
  }

  /** The wire's unsigned 32 bits arrive as a Java int. */
  int between(String pointer, int value, int least, int most) {
    long unsigned = Integer.toUnsignedLong(value);
    if (unsigned < least || unsigned > most) {
      add(pointer, "out-of-range", "Must lie between " + least + " and " + most + ".");
      return least;
    }
    return value;
  }

  /** A value that may be left out. */
  int between(String pointer, boolean given, int value, int otherwise, int least, int most) {
    return given ? between(pointer, value, least, most) : otherwise;
  }

  Duration millis(String pointer, int value) {
    return Duration.ofMillis(between(pointer, value, 1, DAY_MILLIS));
  }

  Duration millis(String pointer, boolean given, int value, Duration otherwise, int least) {
    return given ? Duration.ofMillis(between(pointer, value, least, DAY_MILLIS)) : otherwise;
  }

  List<ConfigProblem> all() {
    return List.copyOf(found);
  }
}
