package nova.billing.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nova.billing.processor.Charge;
import nova.kernel.TenantId;
import nova.platform.Component;
import nova.platform.persistence.Sql;
import org.jspecify.annotations.Nullable;

/** Single charges. */
@Component
public class ChargeOnceRows {

  /** One of them. */
  public record Single(UUID id, @Nullable String intent, String state) {}

  /** False when there is one with that key. */
  public boolean add(
      Sql sql,
      TenantId tenant,
      UUID id,
      String key,
      String text,
      String currency,
      long cents,
      Instant now) {
    return sql.update(
            """
            INSERT INTO single_charge (tenant_id, id, key, description, currency, amount, state, created_at)
            VALUES (?, ?, ?, ?, ?, ?, 'asking', ?) ON CONFLICT (tenant_id, key) DO NOTHING
            """,
            tenant.value(),
            id,
            key,
            text,
            currency,
            cents,
            now)
        == 1;
  }

  public Optional<Single> find(Sql sql, TenantId tenant, String key) {
    return sql.row(
        "SELECT id, intent, state FROM single_charge WHERE tenant_id = ? AND key = ?",
        ChargeOnceRows::read,
        tenant.value(),
        key);
  }

  /** Those that may still change; a paid one may be given back. */
  public List<Single> living(Sql sql, TenantId tenant) {
    return sql.rows(
        "SELECT id, intent, state FROM single_charge WHERE tenant_id = ? AND intent <> ''",
        ChargeOnceRows::read,
        tenant.value());
  }

  private static Single read(ResultSet row) throws SQLException {
    return new Single(Sql.uuid(row, "id"), row.getString("intent"), Sql.text(row, "state"));
  }

  public void put(Sql sql, TenantId tenant, UUID id, Charge charge) {
    String state =
        switch (charge.state()) {
          case PAID -> "paid";
          case ACTION_REQUIRED -> "action-required";
          case FAILED -> "failed";
        };
    sql.update(
        """
        UPDATE single_charge SET intent = ?, state = ?, refunded = ?, action_page = ?, failure = ?
        WHERE tenant_id = ? AND id = ?
        """,
        charge.intent(),
        state,
        charge.refundedCents(),
        charge.actionPage() == null ? null : charge.actionPage().toString(),
        charge.failure(),
        tenant.value(),
        id);
  }
}
