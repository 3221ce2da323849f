package nova.billing.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nova.billing.Cost;
import nova.billing.Plan;
import nova.kernel.Money;
import nova.kernel.TenantId;
import nova.kernel.UtcHour;
import nova.platform.Component;
import nova.platform.persistence.Sql;

/** What closed hours cost. */
@Component
public class ChargeRows {

  /** Prices what was closed in an hour and has no price yet. Returns how many links. */
  public long charge(Sql sql, UtcHour hour, Plan usual) {
    return sql.row(
            "SELECT charge_hour(?, ?)", row -> row.getLong(1), hour.sinceEpoch(), usual.word())
        .orElseThrow();
  }

  public List<Cost.Line> lines(Sql sql, TenantId tenant, UtcHour from, UtcHour to) {
    return sql.rows(
        """
        SELECT plan, unit_price, currency, sum(nodes_after - nodes_before) AS node_hours,
               sum(billable) AS billable, sum(amount) AS amount
        FROM hour_charge WHERE tenant_id = ? AND hour >= ? AND hour < ?
        GROUP BY plan, unit_price, currency ORDER BY min(hour), plan
        """,
        ChargeRows::line,
        tenant.value(),
        from.sinceEpoch(),
        to.sinceEpoch());
  }

  /** How many nodes of each hour are priced already. */
  public Map<UtcHour, Long> charged(Sql sql, TenantId tenant, UtcHour from, UtcHour to) {
    var charged = new HashMap<UtcHour, Long>();
    sql.rows(
        """
        SELECT hour, max(nodes_after) AS nodes FROM hour_charge
        WHERE tenant_id = ? AND hour >= ? AND hour < ? GROUP BY hour
        """,
        row -> charged.put(new UtcHour(row.getLong("hour")), row.getLong("nodes")) == null,
        tenant.value(),
        from.sinceEpoch(),
        to.sinceEpoch());
    return charged;
  }

  private static Cost.Line line(ResultSet row) throws SQLException {
    String currency = Sql.text(row, "currency");
    return new Cost.Line(
        Plan.of(Sql.text(row, "plan")),
        new Money(row.getBigDecimal("unit_price"), currency),
        row.getLong("node_hours"),
        row.getLong("billable"),
        new Money(row.getBigDecimal("amount"), currency));
  }
}
