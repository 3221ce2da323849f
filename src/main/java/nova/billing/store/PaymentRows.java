package nova.billing.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import nova.billing.Card;
import nova.billing.processor.CustomerState;
import nova.billing.processor.UsagePrice;
import nova.kernel.TenantId;
import nova.platform.Component;
import nova.platform.persistence.Sql;
import org.jspecify.annotations.Nullable;

/** Tenants at the payment processor. */
@Component
public class PaymentRows {

  /** Who is late since when, and how often was told. */
  public record PastDue(TenantId tenant, Instant since, int reminders) {}

  public Optional<PaymentAccount> find(Sql sql, TenantId tenant) {
    return sql.row(
        "SELECT * FROM payment_account WHERE tenant_id = ?", PaymentRows::read, tenant.value());
  }

  private static PaymentAccount read(ResultSet row) throws SQLException {
    String brand = row.getString("card_brand");
    return new PaymentAccount(
        Sql.text(row, "customer"),
        row.getString("subscription"),
        brand == null
            ? null
            : new Card(
                brand,
                Sql.text(row, "card_last_four"),
                row.getInt("card_expiry_month"),
                row.getInt("card_expiry_year")),
        Sql.optionalInstant(row, "card_adopted_at"),
        Sql.optionalInstant(row, "past_due_since"));
  }

  /** Whoever comes second keeps what the first wrote. */
  public void add(Sql sql, TenantId tenant, String customer) {
    sql.update(
        "INSERT INTO payment_account (tenant_id, customer) VALUES (?, ?) ON CONFLICT DO NOTHING",
        tenant.value(),
        customer);
  }

  /** Writes how things were at a moment; false, and nothing, when a later look was written. */
  public boolean synchronise(Sql sql, TenantId tenant, CustomerState state, Instant lookedAt) {
    Card card = state.card();
    var subscription = state.subscription();
    return sql.update(
            """
            UPDATE payment_account SET card_brand = ?, card_last_four = ?, card_expiry_month = ?::integer,
              card_expiry_year = ?::integer, subscription = ?, period_start_at = ?::timestamptz,
              period_end_at = ?::timestamptz, synchronised_at = ?
            WHERE tenant_id = ? AND (synchronised_at IS NULL OR synchronised_at <= ?)
            """,
            card == null ? null : card.brand(),
            card == null ? null : card.lastFour(),
            card == null ? null : card.expiryMonth(),
            card == null ? null : card.expiryYear(),
            subscription == null ? null : subscription.id(),
            subscription == null ? null : subscription.periodStart(),
            subscription == null ? null : subscription.periodEnd(),
            lookedAt,
            tenant.value(),
            lookedAt)
        == 1;
  }

  /** True once for each page, and never for one opened before another that was used. */
  public boolean adopted(Sql sql, TenantId tenant, Instant openedAt) {
    return sql.update(
            """
            UPDATE payment_account SET card_adopted_at = ?
            WHERE tenant_id = ? AND (card_adopted_at IS NULL OR card_adopted_at < ?)
            """,
            openedAt,
            tenant.value(),
            openedAt)
        == 1;
  }

  /** True when nothing was overdue before. */
  public boolean fallBehind(Sql sql, TenantId tenant, Instant now) {
    return sql.update(
            """
            UPDATE payment_account SET past_due_since = ?, reminders = 0
            WHERE tenant_id = ? AND past_due_since IS NULL
            """,
            now,
            tenant.value())
        == 1;
  }

  /** True when something was overdue before. */
  public boolean catchUp(Sql sql, TenantId tenant) {
    return sql.update(
            """
            UPDATE payment_account SET past_due_since = NULL, reminders = 0
            WHERE tenant_id = ? AND past_due_since IS NOT NULL
            """,
            tenant.value())
        == 1;
  }

  /** True for whoever may send that reminder. */
  public boolean remind(Sql sql, PastDue due, int number) {
    return sql.update(
            """
            UPDATE payment_account SET reminders = ?
            WHERE tenant_id = ? AND past_due_since = ? AND reminders < ?
            """,
            number,
            due.tenant().value(),
            due.since(),
            number)
        == 1;
  }

  public List<PastDue> pastDue(Sql sql) {
    return sql.rows(
        "SELECT * FROM past_due_tenants()",
        row ->
            new PastDue(
                new TenantId(Sql.uuid(row, "tenant_id")),
                Sql.instant(row, "past_due_since"),
                row.getInt("reminders")));
  }

  public List<TenantId> withDrafts(Sql sql, Instant now) {
    return sql.rows(
        "SELECT tenant_id FROM tenants_with_drafts(?)",
        row -> new TenantId(Sql.uuid(row, "tenant_id")),
        now);
  }

  public @Nullable TenantId tenantOf(Sql sql, String customer) {
    return sql.row(
            "SELECT tenant_of_customer(?) AS tenant",
            row -> Optional.ofNullable(row.getObject("tenant", UUID.class)),
            customer)
        .flatMap(found -> found)
        .map(TenantId::new)
        .orElse(null);
  }

  /** Every price there is or was. */
  public List<UsagePrice> prices(Sql sql) {
    return sql.rows(
        """
        SELECT DISTINCT plan || '-' || trim_scale(price_per_node_hour) || '-' || lower(currency) AS code
        FROM plan_terms WHERE price_per_node_hour > 0 ORDER BY code
        """,
        row -> UsagePrice.of(Objects.requireNonNull(row.getString("code"))));
  }
}
