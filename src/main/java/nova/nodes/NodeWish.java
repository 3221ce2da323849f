package nova.nodes;

import java.util.ArrayList;
import java.util.List;
import nova.kernel.Names;
import nova.kernel.Problem;
import org.jspecify.annotations.Nullable;

/** What a customer may say of a node. */
public final class NodeWish {
  private NodeWish() {}

  /** All that is wrong with it; null: nothing was said. */
  public static List<Problem> problems(@Nullable String name, @Nullable String zone) {
    var problems = new ArrayList<Problem>();
    if (name != null) {
      problems.addAll(Names.problems("/name", name));
    }
    if (zone != null && !zone.isEmpty()) {
      problems.addAll(Names.problems("/zone", zone));
    }
    return problems;
  }
}
