package nova.local.stripe;

import static nova.local.http.Page.escape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;

/** The Customer Portal for people: the card in use and the invoices. */
final class PortalPage {
  private PortalPage() {}

  static String of(Things things, ObjectNode customer) {
    String id = customer.path("id").asText();
    String card =
        things
            .find(
                "payment_method",
                customer.path("invoice_settings").path("default_payment_method").asText())
            .map(PortalPage::card)
            .orElse("No card.");
    String invoices =
        things.all(Invoices.INVOICE, one -> Json.is(one, "customer", id)).reversed().stream()
            .map(PortalPage::row)
            .collect(Collectors.joining());
    return "<p>%s</p><h2>Invoices</h2><table style=\"width:100%%\">%s</table>"
        .formatted(escape(card), invoices.isEmpty() ? "<tr><td>None yet.</td></tr>" : invoices);
  }

  private static String card(JsonNode method) {
    JsonNode card = method.path("card");
    return "Card in use: %s ending in %s"
        .formatted(card.path("brand").asText(), card.path("last4").asText());
  }

  private static String row(JsonNode invoice) {
    return "<tr><td><a href=\"/i/%s\">%s</a></td><td>%s</td><td style=\"text-align:right\">%s</td></tr>"
        .formatted(
            escape(invoice.path("id").asText()),
            escape(invoice.path("number").asText("draft")),
            escape(invoice.path("status").asText()),
            Pages.money(invoice, "total"));
  }
}
