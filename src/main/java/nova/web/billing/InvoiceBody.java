package nova.web.billing;

import java.time.Instant;
import java.util.List;
import nova.billing.Invoice;
import org.jspecify.annotations.Nullable;

/** An invoice on the wire. Public for JSON-B. */
public record InvoiceBody(
    String id,
    @Nullable String number,
    String status,
    MoneyBody total,
    MoneyBody paid,
    MoneyBody refunded,
    Instant from,
    Instant to,
    Instant createdAt,
    @Nullable Instant finalisedAt,
    @Nullable Instant paidAt,
    @Nullable Instant nextAttemptAt,
    @Nullable String url,
    @Nullable String documentUrl,
    @Nullable String failure,
    List<LineBody> lines) {

  /** A line on the wire. */
  public record LineBody(
      int place,
      String description,
      boolean nodeHours,
      long quantity,
      MoneyBody unitPrice,
      MoneyBody amount,
      Instant from,
      Instant to,
      @Nullable Long reported,
      boolean differs) {
    static LineBody of(Invoice.Line line) {
      return new LineBody(
          line.place(),
          line.description(),
          line.price() != null,
          line.quantity(),
          MoneyBody.of(line.unitPrice()),
          MoneyBody.cents(line.amount()),
          line.from(),
          line.to(),
          line.reported(),
          line.differs());
    }
  }

  static InvoiceBody of(Invoice invoice) {
    return new InvoiceBody(
        invoice.id(),
        invoice.number(),
        invoice.status().word(),
        MoneyBody.cents(invoice.total()),
        MoneyBody.cents(invoice.paid()),
        MoneyBody.cents(invoice.refunded()),
        invoice.from(),
        invoice.to(),
        invoice.createdAt(),
        invoice.finalisedAt(),
        invoice.paidAt(),
        invoice.nextAttemptAt(),
        invoice.page(),
        invoice.document(),
        invoice.failure(),
        invoice.lines().stream().map(LineBody::of).toList());
  }
}
