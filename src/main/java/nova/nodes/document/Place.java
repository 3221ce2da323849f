package nova.nodes.document;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nova.kernel.Names;
import nova.kernel.Problem;
import org.jspecify.annotations.Nullable;

/** Somewhere in a document, and the list that what is found wrong there goes into. */
record Place(String pointer, List<Problem> found) {

  Place at(String name) {
    return new Place(pointer + "/" + name, found);
  }

  Place at(int index) {
    return new Place(pointer + "/" + index, found);
  }

  void wrong(String code, String message) {
    found.add(new Problem(pointer, code, message));
  }

  /** Unless it holds. */
  void expect(boolean holds, String code, String message) {
    if (!holds) {
      wrong(code, message);
    }
  }

  /** Something that means nothing where it stands: saying nothing would let people trust in it. */
  void notHere(boolean said, String message) {
    expect(!said, "not-here", message);
  }

  void required(@Nullable Object value, String message) {
    expect(value != null, "required", message);
  }

  /** A name that is shown to people. */
  void name(String name) {
    expect(
        Names.shown(name),
        "character",
        "Control characters and text-direction marks are not allowed here.");
  }

  /** A name that no other of {@code names} has; it is one of them from now on. */
  void unique(Set<String> names, String name, String message) {
    name(name);
    expect(names.add(name), "duplicate", message);
  }

  void noneTwice(List<?> items) {
    var seen = new HashSet<Object>();
    for (int i = 0; i < items.size(); i++) {
      at(i).expect(seen.add(items.get(i)), "duplicate", "This stands here already.");
    }
  }
}
