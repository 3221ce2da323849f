package nova.nodes.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be said about servers that fail. */
final class FailureRules {
  private FailureRules() {}

  static void retry(Place place, RetryRules rules) {
    place.at("statuses").noneTwice(rules.statuses());
    Integer total = rules.totalMillis();
    Integer each = rules.perTryMillis();
    place
        .at("totalMillis")
        .expect(
            total == null || each == null || each <= total,
            "out-of-order",
            "All attempts together are given less time than one.");
  }

  static void passive(Place place, PassiveHealth health) {
    ranges(place.at("downStatuses"), health.downStatuses());
    place
        .at("ratioPercent")
        .expect(
            health.ratioPercent() != null
                || (unsaid(health.ratioMinimum()) && unsaid(health.ratioWindowMillis())),
            "required",
            "A minimum or a window of the ratio means nothing without its percentage.");
  }

  static void ranges(Place place, List<StatusRange> ranges) {
    for (int i = 0; i < ranges.size(); i++) {
      DocumentRules.inOrder(place.at(i).at("to"), ranges.get(i).from(), ranges.get(i).to());
    }
  }

  private static boolean unsaid(@Nullable Object value) {
    return value == null;
  }
}
