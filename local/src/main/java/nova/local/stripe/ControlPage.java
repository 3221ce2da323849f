package nova.local.stripe;

import static nova.local.http.Page.escape;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import nova.local.http.Page;

/** The page for whoever plays with the local world: customers, invoices, events, and the clock. */
final class ControlPage {
  private static final int EVENTS_SHOWN = 30;
  private final Things things;
  private final Clocks clocks;

  ControlPage(Things things, Clocks clocks) {
    this.things = things;
    this.clocks = clocks;
  }

  String page() {
    String customers =
        things.all("customer").stream().map(this::customer).collect(Collectors.joining());
    String events =
        things.all("event").reversed().stream()
            .limit(EVENTS_SHOWN)
            .map(one -> "<li>" + escape(one.path("type").asText()) + "</li>")
            .collect(Collectors.joining());
    return Page.of(
        "Stand-in for Stripe", clock() + customers + "<h2>Events</h2><ul>" + events + "</ul>");
  }

  private String clock() {
    return """
        <article><p>Billing time: <strong>%s</strong></p><form method="post" action="/_control/clock">
        <button name="by" value="hour">+ 1 hour</button> <button name="by" value="day">+ 1 day</button>
        <button name="by" value="month">To the end of the month, and one hour</button></form>
        <p class="soft">Periods end, invoices are finalised and payments are tried again as the time passes.
        The times of meter events are held against the machine's clock.</p></article>
        """
        .formatted(Instant.ofEpochSecond(clocks.now()));
  }

  private String customer(JsonNode customer) {
    String id = customer.path("id").asText();
    String invoices =
        things.all(Invoices.INVOICE, one -> Json.is(one, "customer", id)).reversed().stream()
            .map(
                one ->
                    "<li><a href=\"/i/%s\">%s</a> %s %s</li>"
                        .formatted(
                            escape(one.path("id").asText()),
                            escape(one.path("number").asText("draft")),
                            escape(one.path("status").asText()),
                            Pages.money(one, "total")))
            .collect(Collectors.joining());
    return "<article><strong>%s</strong> <small>%s</small><ul>%s</ul></article>"
        .formatted(escape(customer.path("name").asText("")), escape(id), invoices);
  }

  /** How far a button moves the clock. */
  long seconds(String by) {
    return switch (by) {
      case "hour" -> Duration.ofHours(1).toSeconds();
      case "day" -> Duration.ofDays(1).toSeconds();
      case "month" -> toNextMonth() + Duration.ofMinutes(61).toSeconds();
      default -> throw Refusal.invalid("by", "hour, day or month");
    };
  }

  private long toNextMonth() {
    var now = Instant.ofEpochSecond(clocks.now()).atZone(ZoneOffset.UTC);
    return YearMonth.from(now).plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond()
        - clocks.now();
  }
}
