package nova.billing.logic;

import java.util.NavigableMap;
import java.util.TreeMap;
import nova.billing.Plan;
import nova.kernel.UtcHour;
import org.jspecify.annotations.Nullable;

/** Which plan counts in which hour. */
record PlanHistory(Plan usual, NavigableMap<UtcHour, Plan> changes) {
  PlanHistory {
    changes = new TreeMap<>(changes);
  }

  Plan at(UtcHour hour) {
    var change = changes.floorEntry(hour);
    return change == null ? usual : change.getValue();
  }

  /** What the hour after this one brings, or null when it brings nothing new. */
  @Nullable Plan next(UtcHour hour) {
    Plan coming = at(hour.next());
    return coming == at(hour) ? null : coming;
  }
}
