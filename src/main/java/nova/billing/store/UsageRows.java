package nova.billing.store;

import java.time.Instant;
import java.util.List;
import nova.billing.ChargedHour;
import nova.billing.processor.UsagePrice;
import nova.kernel.TenantId;
import nova.kernel.UtcHour;
import nova.platform.Component;
import nova.platform.persistence.Sql;
import org.jspecify.annotations.Nullable;

/** Usage on its way to the payment processor. */
@Component
public class UsageRows {

  /**
   * An event to send.
   *
   * @param periodEnd of the subscription, as we last saw it
   * @param closedUntil the end of the newest period whose invoice is closed
   */
  public record Waiting(
      TenantId tenant,
      long link,
      long position,
      UtcHour hour,
      UsagePrice price,
      int value,
      Instant countsAt,
      String customer,
      @Nullable Instant periodEnd,
      @Nullable Instant closedUntil) {}

  /** Makes events of charges not read yet; how many charges were read. */
  public long queue(Sql sql, int atMost) {
    return sql.row("SELECT queue_usage(?)", row -> row.getLong(1), atMost).orElseThrow();
  }

  public List<Waiting> waiting(Sql sql, long afterPosition, int atMost) {
    return sql.rows(
        "SELECT * FROM waiting_usage(?, ?)",
        row ->
            new Waiting(
                new TenantId(Sql.uuid(row, "tenant_id")),
                row.getLong("link"),
                row.getLong("pos"),
                new UtcHour(row.getLong("hour")),
                UsagePrice.of(Sql.text(row, "price")),
                row.getInt("value"),
                Sql.instant(row, "counts_at"),
                Sql.text(row, "customer"),
                Sql.optionalInstant(row, "period_end_at"),
                Sql.optionalInstant(row, "closed_until")),
        afterPosition,
        atMost);
  }

  public @Nullable Instant closedUntil(Sql sql, TenantId tenant) {
    return sql.rows(
            "SELECT max(period_end_at) AS until FROM invoice WHERE tenant_id = ? AND status <> 'draft'",
            row -> java.util.Optional.ofNullable(Sql.optionalInstant(row, "until")),
            tenant.value())
        .getFirst()
        .orElse(null);
  }

  /** Before it is sent, so that it is sent with the same time again. */
  public void countAt(Sql sql, Waiting event, Instant at) {
    sql.update(
        "UPDATE usage_event SET counts_at = ? WHERE tenant_id = ? AND link = ? AND state = 'waiting'",
        at,
        event.tenant().value(),
        event.link());
  }

  public boolean settle(Sql sql, Waiting event, String state, String error, Instant now) {
    return sql.update(
            """
            UPDATE usage_event SET state = ?, last_error = ?, settled_at = ?
            WHERE tenant_id = ? AND link = ? AND state = 'waiting'
            """,
            state,
            error.isEmpty() ? null : error,
            now,
            event.tenant().value(),
            event.link())
        == 1;
  }

  public void failed(Sql sql, Waiting event, String error) {
    sql.update(
        "UPDATE usage_event SET last_error = ? WHERE tenant_id = ? AND link = ? AND state = 'waiting'",
        error,
        event.tenant().value(),
        event.link());
  }

  /** What we reported for a period. */
  public long reported(Sql sql, TenantId tenant, String price, Instant from, Instant to) {
    return sum(sql, tenant, price, from, to, "state = 'sent'");
  }

  /** The same with what is still on its way. */
  public long due(Sql sql, TenantId tenant, String price, Instant from, Instant to) {
    return sum(sql, tenant, price, from, to, "state IN ('sent', 'waiting')");
  }

  private static long sum(
      Sql sql, TenantId tenant, String price, Instant from, Instant to, String which) {
    return sql.row(
            "SELECT coalesce(sum(value), 0) FROM usage_event WHERE tenant_id = ? AND price = ?"
                + " AND counts_at >= ? AND counts_at < ? AND "
                + which,
            row -> row.getLong(1),
            tenant.value(),
            price,
            from,
            to)
        .orElseThrow();
  }

  public List<ChargedHour> hours(
      Sql sql, TenantId tenant, String price, Instant from, Instant to, int limit, long after) {
    return sql.rows(
        """
        SELECT hour, link, value, counts_at FROM usage_event
        WHERE tenant_id = ? AND price = ? AND counts_at >= ? AND counts_at < ? AND link > ? AND state = 'sent'
        ORDER BY link LIMIT ?
        """,
        row ->
            new ChargedHour(
                new UtcHour(row.getLong("hour")),
                row.getLong("link"),
                row.getInt("value"),
                Sql.instant(row, "counts_at")),
        tenant.value(),
        price,
        from,
        to,
        after,
        limit);
  }
}
