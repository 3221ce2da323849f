package nova.local.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import nova.local.http.Answers;

/** What was metered, by meter, customer and time. */
final class Usage {
  /** One event. */
  record Event(String meter, String identifier, String customer, BigDecimal value, Instant at) {}

  private static final String SHELF = "_usage";
  private static final String SEEN = "_usage_seen";
  private final Map<String, NavigableMap<Instant, BigDecimal>> sums = new HashMap<>();
  private final Map<String, Instant> seen = new HashMap<>();
  private final Things things;

  /** Goes on with what lies on the shelf. */
  Usage(Things things) {
    this.things = things;
    for (ObjectNode row : things.all(SHELF)) {
      String[] key = row.path("id").asText().split(" ", -1);
      count(key[0] + " " + key[1], Instant.parse(key[2]), row.path("value").decimalValue());
    }
    for (ObjectNode row : things.all(SEEN)) {
      seen.put(row.path("id").asText(), Instant.parse(row.path("at").asText()));
    }
  }

  /** False, and not counted, when the identifier was seen within that time. */
  boolean add(Event event, Instant now, Duration uniqueFor) {
    Instant before = seen.get(event.identifier());
    if (before != null && before.plus(uniqueFor).isAfter(now)) {
      return false;
    }
    seen.put(event.identifier(), now);
    things.keep(
        SEEN, event.identifier(), Answers.JSON.createObjectNode().put("at", now.toString()));
    String key = event.meter() + " " + event.customer();
    BigDecimal total = count(key, event.at(), event.value());
    things.keep(SHELF, key + " " + event.at(), Answers.JSON.createObjectNode().put("value", total));
    return true;
  }

  private BigDecimal count(String key, Instant at, BigDecimal value) {
    return sums.computeIfAbsent(key, _ -> new TreeMap<>()).merge(at, value, BigDecimal::add);
  }

  /** From one time to before another. */
  BigDecimal sum(String meter, String customer, Instant from, Instant to) {
    return sums
        .getOrDefault(meter + " " + customer, new TreeMap<>())
        .subMap(from, true, to, false)
        .values()
        .stream()
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
