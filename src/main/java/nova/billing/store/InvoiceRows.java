package nova.billing.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nova.billing.Invoice;
import nova.kernel.Money;
import nova.kernel.TenantId;
import nova.platform.Component;
import nova.platform.persistence.Sql;
import org.jspecify.annotations.Nullable;

/** Invoices, as they were last described. */
@Component
public class InvoiceRows {
  private static final int CENT_PLACES = 2;

  public void put(Sql sql, TenantId tenant, Invoice invoice) {
    sql.update(
        """
        INSERT INTO invoice (tenant_id, id, number, status, currency, total, paid, refunded, period_start_at,
          period_end_at, created_at, finalised_at, paid_at, next_attempt_at, page, document, failure)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz, ?::timestamptz, ?, ?, ?)
        ON CONFLICT (tenant_id, id) DO UPDATE SET number = excluded.number, status = excluded.status,
          total = excluded.total, paid = excluded.paid, refunded = excluded.refunded,
          finalised_at = excluded.finalised_at, paid_at = excluded.paid_at,
          next_attempt_at = excluded.next_attempt_at, page = excluded.page, document = excluded.document,
          failure = excluded.failure
        """,
        tenant.value(),
        invoice.id(),
        invoice.number(),
        invoice.status().word(),
        invoice.total().currency(),
        cents(invoice.total()),
        cents(invoice.paid()),
        cents(invoice.refunded()),
        invoice.from(),
        invoice.to(),
        invoice.createdAt(),
        invoice.finalisedAt(),
        invoice.paidAt(),
        invoice.nextAttemptAt(),
        invoice.page(),
        invoice.document(),
        invoice.failure());
    invoice.lines().forEach(line -> put(sql, tenant, invoice, line));
  }

  private static void put(Sql sql, TenantId tenant, Invoice invoice, Invoice.Line line) {
    sql.update(
        """
        INSERT INTO invoice_line (tenant_id, invoice_id, place, description, price, quantity, unit_cents, amount,
          period_start_at, period_end_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (tenant_id, invoice_id, place) DO UPDATE SET description = excluded.description,
          price = excluded.price, quantity = excluded.quantity, unit_cents = excluded.unit_cents,
          amount = excluded.amount
        """,
        tenant.value(),
        invoice.id(),
        line.place(),
        line.description(),
        line.price(),
        line.quantity(),
        line.unitPrice().amount().movePointRight(CENT_PLACES),
        cents(line.amount()),
        line.from(),
        line.to());
  }

  /** What we reported and they counted for a line. */
  public record Comparison(int place, long reported, long counted) {}

  /** True when it says something else than before. */
  public boolean compared(Sql sql, TenantId tenant, String invoice, Comparison found, Instant now) {
    return sql.update(
            """
            UPDATE invoice_line SET reported = ?, counted = ?, compared_at = ?
            WHERE tenant_id = ? AND invoice_id = ? AND place = ? AND (reported, counted) IS DISTINCT FROM (?, ?)
            """,
            found.reported(),
            found.counted(),
            now,
            tenant.value(),
            invoice,
            found.place(),
            found.reported(),
            found.counted())
        == 1;
  }

  public Optional<Invoice> find(Sql sql, TenantId tenant, String id) {
    return sql.row(
            "SELECT * FROM invoice WHERE tenant_id = ? AND id = ?",
            InvoiceRows::read,
            tenant.value(),
            id)
        .map(found -> with(found, lines(sql, tenant, found.id())));
  }

  /** Newest first; none of nothing, unless it was refunded. */
  public List<Invoice> page(Sql sql, TenantId tenant, int limit, @Nullable String after) {
    return sql
        .rows(
            """
            SELECT * FROM invoice i WHERE tenant_id = ? AND (total <> 0 OR status = 'draft')
              AND (?::text IS NULL OR (created_at, id) <
                   (SELECT a.created_at, a.id FROM invoice a WHERE a.tenant_id = i.tenant_id AND a.id = ?))
            ORDER BY created_at DESC, id DESC LIMIT ?
            """,
            InvoiceRows::read,
            tenant.value(),
            after,
            after,
            limit)
        .stream()
        .map(found -> with(found, lines(sql, tenant, found.id())))
        .toList();
  }

  public List<Invoice> open(Sql sql, TenantId tenant) {
    return sql.rows(
        "SELECT * FROM invoice WHERE tenant_id = ? AND status = 'open' ORDER BY created_at, id",
        InvoiceRows::read,
        tenant.value());
  }

  private static List<Invoice.Line> lines(Sql sql, TenantId tenant, String invoice) {
    return sql.rows(
        """
        SELECT l.*, i.currency FROM invoice_line l JOIN invoice i ON i.tenant_id = l.tenant_id AND i.id = l.invoice_id
        WHERE l.tenant_id = ? AND l.invoice_id = ? ORDER BY place
        """,
        InvoiceRows::line,
        tenant.value(),
        invoice);
  }

  private static Invoice.Line line(ResultSet row) throws SQLException {
    String currency = Sql.text(row, "currency");
    return new Invoice.Line(
        row.getInt("place"),
        Sql.text(row, "description"),
        row.getString("price"),
        row.getLong("quantity"),
        new Money(row.getBigDecimal("unit_cents").movePointLeft(CENT_PLACES), currency),
        money(row, "amount", currency),
        Sql.instant(row, "period_start_at"),
        Sql.instant(row, "period_end_at"),
        row.getObject("reported", Long.class),
        row.getObject("counted", Long.class));
  }

  private static Invoice with(Invoice one, List<Invoice.Line> lines) {
    return new Invoice(
        one.id(),
        one.number(),
        one.status(),
        one.total(),
        one.paid(),
        one.refunded(),
        one.from(),
        one.to(),
        one.createdAt(),
        one.finalisedAt(),
        one.paidAt(),
        one.nextAttemptAt(),
        one.page(),
        one.document(),
        one.failure(),
        lines);
  }

  private static Invoice read(ResultSet row) throws SQLException {
    String currency = Sql.text(row, "currency");
    return new Invoice(
        Sql.text(row, "id"),
        row.getString("number"),
        Invoice.Status.of(Sql.text(row, "status")),
        money(row, "total", currency),
        money(row, "paid", currency),
        money(row, "refunded", currency),
        Sql.instant(row, "period_start_at"),
        Sql.instant(row, "period_end_at"),
        Sql.instant(row, "created_at"),
        Sql.optionalInstant(row, "finalised_at"),
        Sql.optionalInstant(row, "paid_at"),
        Sql.optionalInstant(row, "next_attempt_at"),
        row.getString("page"),
        row.getString("document"),
        row.getString("failure"),
        List.of());
  }

  private static Money money(ResultSet row, String column, String currency) throws SQLException {
    return new Money(BigDecimal.valueOf(row.getLong(column), CENT_PLACES), currency);
  }

  private static long cents(Money money) {
    return money.amount().movePointRight(CENT_PLACES).longValueExact();
  }
}
