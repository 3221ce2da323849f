package nova.billing.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import nova.billing.Caps;
import nova.billing.Plan;
import nova.billing.PlanTerms;
import nova.billing.Standing;
import nova.kernel.Money;
import nova.kernel.TenantId;
import nova.kernel.UtcHour;
import nova.platform.Component;
import nova.platform.persistence.Sql;
import org.jspecify.annotations.Nullable;

/** What a tenant has chosen, and the terms of all plans. */
@Component
public class AccountRows {

  /** The row as it stands. */
  public record Row(long revision, boolean cardOnFile, Standing standing, Caps caps) {
    public static final Row NONE = new Row(0, false, Standing.GOOD, Caps.NONE);
  }

  public Optional<Row> find(Sql sql, TenantId tenant) {
    return sql.row(
        """
        SELECT revision, card_on_file, standing, max_nodes, max_spend, warn_spend
        FROM billing_account WHERE tenant_id = ?
        """,
        AccountRows::row,
        tenant.value());
  }

  /** Makes the row when there is none, and keeps others out of it until the transaction ends. */
  public Row lock(Sql sql, TenantId tenant) {
    sql.update(
        "INSERT INTO billing_account (tenant_id) VALUES (?) ON CONFLICT DO NOTHING",
        tenant.value());
    sql.call("SELECT 1 FROM billing_account WHERE tenant_id = ? FOR UPDATE", tenant.value());
    return find(sql, tenant).orElseThrow();
  }

  /** Only from the revision that was read; false otherwise. */
  public boolean advance(Sql sql, TenantId tenant, long revision) {
    return sql.update(
            """
            UPDATE billing_account SET revision = revision + 1
            WHERE tenant_id = ? AND revision = ?
            """,
            tenant.value(),
            revision)
        == 1;
  }

  public void caps(Sql sql, TenantId tenant, Caps caps) {
    sql.update(
        """
        UPDATE billing_account SET max_nodes = ?::integer, max_spend = ?::numeric, warn_spend = ?::numeric
        WHERE tenant_id = ?
        """,
        caps.maxNodes(),
        amount(caps.maxSpend()),
        amount(caps.warnSpend()),
        tenant.value());
  }

  public boolean card(Sql sql, TenantId tenant, boolean onFile) {
    return sql.update(
            "UPDATE billing_account SET card_on_file = ? WHERE tenant_id = ? AND card_on_file <> ?",
            onFile,
            tenant.value(),
            onFile)
        == 1;
  }

  public boolean standing(Sql sql, TenantId tenant, Standing standing) {
    return sql.update(
            "UPDATE billing_account SET standing = ? WHERE tenant_id = ? AND standing <> ?",
            standing.word(),
            tenant.value(),
            standing.word())
        == 1;
  }

  public NavigableMap<UtcHour, Plan> changes(Sql sql, TenantId tenant) {
    var changes = new TreeMap<UtcHour, Plan>();
    sql.rows(
        "SELECT from_hour, plan FROM plan_change WHERE tenant_id = ?",
        row ->
            changes.put(new UtcHour(row.getLong("from_hour")), Plan.of(Sql.text(row, "plan")))
                == null,
        tenant.value());
    return changes;
  }

  /** Chosen twice within an hour: the last counts. */
  public void choose(Sql sql, TenantId tenant, UtcHour from, Plan plan, Instant now) {
    sql.update(
        """
        INSERT INTO plan_change (tenant_id, from_hour, plan, chosen_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (tenant_id, from_hour) DO UPDATE
          SET plan = excluded.plan, chosen_at = excluded.chosen_at
        """,
        tenant.value(),
        from.sinceEpoch(),
        plan.word(),
        now);
  }

  public List<PlanTerms> terms(Sql sql) {
    return sql.rows("SELECT * FROM plan_terms", AccountRows::terms);
  }

  private static PlanTerms terms(ResultSet row) throws SQLException {
    BigDecimal price = row.getBigDecimal("price_per_node_hour");
    return new PlanTerms(
        Plan.of(Sql.text(row, "plan")),
        new UtcHour(row.getLong("valid_from_hour")),
        new Money(price, Sql.text(row, "currency")),
        row.getInt("free_nodes"),
        row.getObject("max_nodes", Integer.class),
        row.getInt("data_days"),
        Sql.text(row, "agreement"));
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("revision"),
        row.getBoolean("card_on_file"),
        Standing.of(Sql.text(row, "standing")),
        new Caps(
            row.getObject("max_nodes", Integer.class),
            money(row.getBigDecimal("max_spend")),
            money(row.getBigDecimal("warn_spend"))));
  }

  private static @Nullable Money money(@Nullable BigDecimal amount) {
    return amount == null ? null : new Money(amount, Money.USD);
  }

  private static @Nullable BigDecimal amount(@Nullable Money money) {
    return money == null ? null : money.amount();
  }
}
