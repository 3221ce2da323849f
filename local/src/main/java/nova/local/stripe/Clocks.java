package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import nova.local.http.Answers;

/**
 * Two kinds of time. The machine's signs deliveries, dates events and bounds meter events. The
 * billing time is the machine's plus what somebody moved it forward by, or a customer's own test
 * clock; it never goes back.
 */
final class Clocks {
  private static final String SHELF = "_clock";
  private final InstantSource machine;
  private final Things things;

  Clocks(InstantSource machine, Things things) {
    this.machine = machine;
    this.things = things;
  }

  long machineTime() {
    return machine.instant().getEpochSecond();
  }

  /** The billing time of customers without a clock of their own. */
  long now() {
    return machineTime() + offset();
  }

  long now(JsonNode customer) {
    JsonNode clock = customer.path("test_clock");
    return clock.isTextual()
        ? things.get("test_helpers.test_clock", clock.asText()).path("frozen_time").asLong()
        : now();
  }

  long offset() {
    return things.find(SHELF, "offset").map(one -> one.path("seconds").asLong()).orElse(0L);
  }

  void forward(long seconds) {
    if (seconds < 0) {
      throw Refusal.invalid("seconds", "Time only goes forward");
    }
    ObjectNode offset = Answers.JSON.createObjectNode().put("seconds", offset() + seconds);
    things.keep(SHELF, "offset", offset);
  }
}
