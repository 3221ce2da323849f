package nova.local.stripe;

import static nova.local.http.Page.escape;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Collectors;

/** An invoice for people. */
final class InvoicePage {
  private InvoicePage() {}

  static String of(JsonNode invoice) {
    String lines =
        Json.each(invoice.path("lines").path("data"))
            .map(
                line ->
                    "<tr><td>%s</td><td style=\"text-align:right\">%s</td></tr>"
                        .formatted(
                            escape(line.path("description").asText()), Pages.money(line, "amount")))
            .collect(Collectors.joining());
    return """
        <article><p><strong>%s</strong> · %s to %s · <strong>%s</strong></p>
        <table style="width:100%%">%s<tr><th style="text-align:left">Total</th><th style="text-align:right">%s</th></tr></table></article>
        """
        .formatted(
            escape(invoice.path("customer_name").asText("")),
            day(invoice, "period_start"),
            day(invoice, "period_end"),
            escape(invoice.path("status").asText()),
            lines,
            Pages.money(invoice, "total"));
  }

  private static String day(JsonNode invoice, String field) {
    return Instant.ofEpochSecond(invoice.path(field).asLong())
        .atZone(ZoneOffset.UTC)
        .toLocalDate()
        .toString();
  }
}
