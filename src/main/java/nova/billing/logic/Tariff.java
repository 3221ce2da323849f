package nova.billing.logic;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import nova.billing.Plan;
import nova.billing.PlanTerms;
import nova.kernel.UtcHour;

/** All terms there are. */
final class Tariff {
  private final Map<Plan, NavigableMap<UtcHour, PlanTerms>> terms = new EnumMap<>(Plan.class);

  Tariff(List<PlanTerms> all) {
    for (PlanTerms one : all) {
      terms.computeIfAbsent(one.plan(), _ -> new TreeMap<>()).put(one.from(), one);
    }
  }

  PlanTerms at(Plan plan, UtcHour hour) {
    var known = terms.get(plan);
    var found = known == null ? null : known.floorEntry(hour);
    if (found == null) {
      throw new IllegalStateException("no terms of " + plan + " in " + hour);
    }
    return found.getValue();
  }
}
