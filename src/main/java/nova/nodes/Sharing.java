package nova.nodes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import nova.kernel.Problem;
import nova.nodes.document.AdcDocument;
import nova.nodes.document.Hosts;

/** Rules between ADCs: what one machine cannot serve at once. */
public final class Sharing {
  private Sharing() {}

  /** An ADC as it stands. */
  public record Standing(AdcId id, AdcDocument document) {}

  /** Listeners of {@code document} that another ADC has on a node both are served by. */
  public static List<Problem> clashes(AdcDocument document, Collection<Standing> others) {
    var problems = new ArrayList<Problem>();
    for (int i = 0; i < document.listeners().size(); i++) {
      var listener = document.listeners().get(i);
      String at = "/listeners/" + i + "/port";
      others.stream()
          .filter(other -> shareNode(document, other.document()))
          .filter(
              other ->
                  other.document().listeners().stream()
                      .anyMatch(theirs -> Hosts.overlap(listener, theirs)))
          .findFirst()
          .ifPresent(
              other ->
                  problems.add(
                      new Problem(
                          at,
                          "port-taken",
                          "The ADC \""
                              + other.document().name()
                              + "\" already listens there on a node both share.")));
    }
    return List.copyOf(problems);
  }

  private static boolean shareNode(AdcDocument one, AdcDocument other) {
    var mine = one.nodeIds();
    var theirs = other.nodeIds();
    if (mine == null) {
      return theirs == null || !theirs.isEmpty();
    }
    return theirs == null ? !mine.isEmpty() : !Collections.disjoint(mine, theirs);
  }
}
