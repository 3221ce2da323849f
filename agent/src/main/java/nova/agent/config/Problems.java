package nova.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nova.link.v1.ConfigProblem;

/** Collects everything wrong with one config. */
final class Problems {
  private final List<ConfigProblem> found = new ArrayList<>();

  void add(String pointer, String code, String message) {
    found.add(problem(pointer, code, message));
  }

  static ConfigProblem problem(String pointer, String code, String message) {
    return ConfigProblem.newBuilder().setPointer(pointer).setCode(code).setMessage(message).build();
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

  /** The wire's unsigned 32 bits arrive as a Java int. */
  int between(String pointer, int value, int least, int most) {
    long unsigned = Integer.toUnsignedLong(value);
    if (unsigned < least || unsigned > most) {
      add(pointer, "out-of-range", "Must lie between " + least + " and " + most + ".");
      return least;
    }
    return value;
  }

  List<ConfigProblem> all() {
    return List.copyOf(found);
  }
}
