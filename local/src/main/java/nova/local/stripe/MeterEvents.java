package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nova.local.http.Answers;

/**
 * Usage. An event is taken when an active meter has its name, its time lies within the past 35 days
 * and the next 5 minutes, and its identifier was not seen within 24 hours; whether the customer
 * exists is only found out afterwards, as with Stripe.
 */
final class MeterEvents {
  private static final Duration OLDEST = Duration.ofDays(35);
  private static final Duration NEWEST = Duration.ofMinutes(5);
  private static final Duration UNIQUE_FOR = Duration.ofHours(24);
  private static final String METER = "billing.meter";
  private static final long MINUTE = 60;
  private final Things things;
  private final Clocks clocks;
  private final Usage usage;

  MeterEvents(Things things, Clocks clocks, Usage usage) {
    this.things = things;
    this.clocks = clocks;
    this.usage = usage;
  }

  void addTo(Routes routes) {
    routes.on("POST", "/v2/billing/meter_events", this::take);
    routes.on("GET", "/v1/billing/meters/{}/event_summaries", this::summaries);
  }

  private JsonNode take(Request request) {
    Parameters asked = request.asked();
    asked.only("event_name", "identifier", "payload", "timestamp");
    ObjectNode meter = meter(asked.text("event_name"));
    Instant now = Instant.ofEpochSecond(clocks.machineTime());
    Instant at = asked.maybe("timestamp").map(MeterEvents::time).orElse(now);
    refuseOutside(at, now);
    String customerKey = meter.path("customer_mapping").path("event_payload_key").asText();
    String valueKey = meter.path("value_settings").path("event_payload_key").asText();
    String customer = asked.text("payload." + customerKey);
    BigDecimal value = value(asked.text("payload." + valueKey));
    String identifier = asked.maybe("identifier").orElseGet(() -> things.id("evtid_"));
    if (!usage.add(
        new Usage.Event(meter.path("id").asText(), identifier, customer, value, at),
        now,
        UNIQUE_FOR)) {
      throw Refusal.invalid(
          "duplicate_meter_event",
          "identifier",
          "An event already exists with identifier " + identifier + ".");
    }
    ObjectNode event = Blanks.of("v2.billing.meter_event");
    event.put("created", now.toString()).put("timestamp", at.toString());
    event.put("event_name", asked.text("event_name")).put("identifier", identifier);
    event.set("payload", asked.at("payload"));
    return event;
  }

  private ObjectNode meter(String name) {
    Optional<ObjectNode> meter =
        things
            .all(METER, one -> Json.is(one, "event_name", name) && Json.is(one, "status", "active"))
            .stream()
            .findFirst();
    return meter.orElseThrow(
        () ->
            Refusal.invalid(
                "no_meter", "event_name", "No active meter found for event name " + name + "."));
  }

  private static void refuseOutside(Instant at, Instant now) {
    if (at.isBefore(now.minus(OLDEST))) {
      throw Refusal.invalid(
          "timestamp_too_far_in_past", "timestamp", "The timestamp is more than 35 days ago.");
    }
    if (at.isAfter(now.plus(NEWEST))) {
      throw Refusal.invalid(
          "timestamp_in_future",
          "timestamp",
          "The timestamp is more than 5 minutes in the future.");
    }
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw Refusal.invalid("timestamp", "Invalid timestamp: " + text);
    }
  }

  private static BigDecimal value(String text) {
    if (!text.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
      throw Refusal.invalid("payload[value]", "Invalid value: " + text);
    }
    return new BigDecimal(text);
  }

  private JsonNode summaries(Request request) {
    Parameters asked = request.asked();
    asked.only(
        "customer",
        "start_time",
        "end_time",
        "value_grouping_window",
        "limit",
        "starting_after",
        "ending_before");
    String meter = things.get(METER, request.id()).path("id").asText();
    String customer = asked.text("customer");
    long from = aligned(asked, "start_time", MINUTE);
    long to = aligned(asked, "end_time", MINUTE);
    List<ObjectNode> found = new ArrayList<>();
    if (asked.maybe("value_grouping_window").isEmpty()) {
      found.add(summary(meter, customer, from, to));
    } else {
      long window =
          asked.word("value_grouping_window", "", "hour", "day").equals("hour") ? 3_600 : 86_400;
      aligned(asked, "start_time", window);
      for (long at = aligned(asked, "end_time", window) - window; at >= from; at -= window) {
        found.add(summary(meter, customer, at, at + window));
      }
    }
    return paged(request, found);
  }

  private static JsonNode paged(Request request, List<ObjectNode> found) {
    int limit = (int) request.asked().number("limit", 10);
    int start =
        request
            .asked()
            .maybe("starting_after")
            .map(
                after ->
                    1 + found.stream().map(one -> one.path("id").asText()).toList().indexOf(after))
            .orElse(0);
    int end = Math.min(found.size(), start + limit);
    return Things.list(request.path(), found.subList(start, end), end < found.size());
  }

  private ObjectNode summary(String meter, String customer, long from, long to) {
    BigDecimal sum =
        usage.sum(meter, customer, Instant.ofEpochSecond(from), Instant.ofEpochSecond(to));
    ObjectNode summary = Blanks.of("billing.meter_event_summary");
    summary.put("id", "mtrusg_" + meter.substring(meter.length() - 8) + from + "_" + to);
    summary.set("aggregated_value", Answers.JSON.getNodeFactory().numberNode(sum));
    return summary.put("meter", meter).put("start_time", from).put("end_time", to);
  }

  private static long aligned(Parameters asked, String name, long grain) {
    long at = asked.number(name);
    if (at % grain != 0) {
      throw Refusal.invalid(name, name + " must be aligned with " + grain + " s boundaries.");
    }
    return at;
  }
}
