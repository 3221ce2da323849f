package nova.web.json;

import java.util.ArrayList;
import java.util.List;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.kernel.Problem;

/** All that is wrong with one body. */
final class JsonFaults {
  private final int max;
  private final List<Problem> problems = new ArrayList<>();

  JsonFaults(int max) {
    this.max = max;
  }

  void add(String pointer, String code, String message) {
    if (problems.size() < max) {
      problems.add(new Problem(pointer, code, message));
    }
  }

  /** What the domain found, but where the shape is at fault: a placeholder was judged there. */
  void addRules(List<Problem> found) {
    var wrong = pointers();
    found.stream()
        .filter(one -> wrong.stream().noneMatch(at -> within(at, one.pointer())))
        .forEach(one -> add(one.pointer(), one.code(), one.message()));
  }

  boolean below(String outer) {
    return pointers().stream().anyMatch(at -> within(outer, at));
  }

  private List<String> pointers() {
    return problems.stream().map(Problem::pointer).toList();
  }

  private static boolean within(String outer, String pointer) {
    return pointer.equals(outer) || pointer.startsWith(outer + "/");
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new FailureException(new Failure.Invalid(problems));
    }
  }
}
