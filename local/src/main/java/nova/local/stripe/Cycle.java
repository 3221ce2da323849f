package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Lets time pass: periods end, drafts are finalised, failed payments are tried again; in order. */
final class Cycle {
  /** Something to do at a time. */
  private record Due(long at, Runnable work) {}

  private final Things things;
  private final Clocks clocks;
  private final Invoices invoices;
  private final Collecting collecting;
  private final Subscriptions subscriptions;

  Cycle(
      Things things,
      Clocks clocks,
      Invoices invoices,
      Collecting collecting,
      Subscriptions subscriptions) {
    this.things = things;
    this.clocks = clocks;
    this.invoices = invoices;
    this.collecting = collecting;
    this.subscriptions = subscriptions;
  }

  /** For all customers, each to the present of its own clock. */
  void run() {
    runUntil(clocks.now(), one -> !one.path("test_clock").isTextual());
  }

  /** For the customers of one test clock. */
  void run(JsonNode clock) {
    runUntil(
        clock.path("frozen_time").asLong(),
        one -> Json.is(one, "test_clock", clock.path("id").asText()));
  }

  private void runUntil(long now, Predicate<ObjectNode> whose) {
    Optional<Due> next = next(now, whose);
    while (next.isPresent()) {
      next.get().work().run();
      things.touched();
      next = next(now, whose);
    }
  }

  private Optional<Due> next(long now, Predicate<ObjectNode> whose) {
    Stream<Due> periods =
        things.all(Subscriptions.SUBSCRIPTION, whose).stream()
            .filter(one -> !Json.is(one, "status", "canceled"))
            .map(one -> new Due(end(one), () -> endPeriod(one)));
    Stream<Due> bills = things.all(Invoices.INVOICE, whose).stream().flatMap(this::due);
    return Stream.concat(periods, bills)
        .filter(due -> due.at() <= now)
        .min(Comparator.comparingLong(Due::at));
  }

  private Stream<Due> due(ObjectNode invoice) {
    if (Json.is(invoice, "status", "draft")) {
      long at = invoice.path("automatically_finalizes_at").asLong();
      return Stream.of(new Due(at, () -> invoices.finalise(invoice, at)));
    }
    if (Json.is(invoice, "status", "open") && invoice.path("next_payment_attempt").isNumber()) {
      long at = invoice.path("next_payment_attempt").asLong();
      return Stream.of(new Due(at, () -> collecting.collect(invoice, subscription(invoice), at)));
    }
    return Stream.empty();
  }

  private ObjectNode subscription(JsonNode invoice) {
    return things.get(
        Subscriptions.SUBSCRIPTION,
        invoice.path("parent").path("subscription_details").path("subscription").asText());
  }

  private static long end(JsonNode subscription) {
    return subscription.path("items").path("data").path(0).path("current_period_end").asLong();
  }

  private void endPeriod(ObjectNode subscription) {
    long end = end(subscription);
    long start =
        subscription.path("items").path("data").path(0).path("current_period_start").asLong();
    for (JsonNode item : subscription.path("items").path("data")) {
      ((ObjectNode) item)
          .put("current_period_start", end)
          .put("current_period_end", Subscriptions.periodEnd(subscription, end));
    }
    invoices.draft(subscription, start, end, end);
    if (subscription.path("cancel_at_period_end").asBoolean()) {
      subscriptions.end(subscription, end);
    }
  }
}
