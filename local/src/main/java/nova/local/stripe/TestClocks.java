package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Clocks of single customers, moved forward by hand. */
final class TestClocks {
  private static final String CLOCK = "test_helpers.test_clock";
  private static final String PATH = "/v1/test_helpers/test_clocks";
  private final Things things;
  private final Clocks clocks;
  private final Cycle cycle;

  TestClocks(Things things, Clocks clocks, Cycle cycle) {
    this.things = things;
    this.clocks = clocks;
    this.cycle = cycle;
  }

  void addTo(Routes routes) {
    routes.on("POST", PATH, this::make);
    routes.on("GET", PATH + "/{}", r -> things.get(CLOCK, r.id()));
    routes.on("POST", PATH + "/{}/advance", this::advance);
    routes.on("DELETE", PATH + "/{}", this::remove);
  }

  private JsonNode make(Request request) {
    request.asked().only("frozen_time", "name");
    ObjectNode clock = things.make(CLOCK, "clock_", clocks.machineTime());
    clock.put("frozen_time", request.asked().number("frozen_time"));
    clock.put("deletes_after", clocks.machineTime() + 30L * 86_400);
    Json.texts(clock, request.asked(), "name");
    return clock;
  }

  /** All that became due is done before the answer, although Stripe says "advancing" first. */
  private JsonNode advance(Request request) {
    request.asked().only("frozen_time");
    ObjectNode clock = things.get(CLOCK, request.id());
    long to = request.asked().number("frozen_time");
    if (to <= clock.path("frozen_time").asLong()) {
      throw Refusal.invalid("frozen_time", "A test clock only advances.");
    }
    clock.put("frozen_time", to);
    cycle.run(clock);
    return clock;
  }

  private JsonNode remove(Request request) {
    things.get(CLOCK, request.id());
    things.remove(CLOCK, request.id());
    return nova.local.http.Answers.JSON
        .createObjectNode()
        .put("id", request.id())
        .put("object", CLOCK)
        .put("deleted", true);
  }
}
