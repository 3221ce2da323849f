package nova.billing.store;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import nova.billing.Month;
import nova.billing.SpendWarning;
import nova.billing.SpendWarning.Cause;
import nova.billing.SpendWarning.Kind;
import nova.kernel.Money;
import nova.kernel.TenantId;
import nova.platform.Component;
import nova.platform.persistence.Sql;
import org.jspecify.annotations.Nullable;

/** What was told about amounts, and whom to watch. */
@Component
public class WarningRows {

  public List<TenantId> watched(Sql sql) {
    return sql.rows(
        "SELECT tenant_id FROM watched_spenders()",
        row -> new TenantId(Sql.uuid(row, "tenant_id")));
  }

  /** False when it was told before. */
  public boolean insert(Sql sql, TenantId tenant, SpendWarning warning) {
    return sql.update(
            """
            INSERT INTO spend_warning (tenant_id, id, month, kind, threshold, amount, currency, cause, at)
            VALUES (?, ?, ?::date, ?, ?, ?, ?, ?::jsonb, ?)
            ON CONFLICT (tenant_id, month, kind, threshold) DO NOTHING
            """,
            tenant.value(),
            warning.id(),
            warning.month().value().atDay(1).toString(),
            warning.kind().name().toLowerCase(Locale.ROOT),
            warning.threshold().amount(),
            warning.amount().amount(),
            warning.amount().currency(),
            json(warning.cause()),
            warning.at())
        == 1;
  }

  public List<SpendWarning> page(Sql sql, TenantId tenant, int limit, @Nullable UUID before) {
    return sql.rows(
        """
        SELECT * FROM spend_warning
        WHERE tenant_id = ? AND (?::uuid IS NULL OR id < ?) ORDER BY id DESC LIMIT ?
        """,
        WarningRows::warning,
        tenant.value(),
        before,
        before,
        limit);
  }

  private static SpendWarning warning(ResultSet row) throws SQLException {
    String currency = Sql.text(row, "currency");
    LocalDate month = Objects.requireNonNull(row.getObject("month", LocalDate.class));
    return new SpendWarning(
        Sql.uuid(row, "id"),
        new Month(YearMonth.from(month)),
        Kind.valueOf(Sql.text(row, "kind").toUpperCase(Locale.ROOT)),
        new Money(row.getBigDecimal("threshold"), currency),
        new Money(row.getBigDecimal("amount"), currency),
        causes(Sql.text(row, "cause")),
        Sql.instant(row, "at"));
  }

  private static String json(List<Cause> causes) {
    var array = Json.createArrayBuilder();
    causes.forEach(
        cause ->
            array.add(
                Json.createObjectBuilder()
                    .add("node", cause.node().toString())
                    .add("name", cause.name())
                    .add("nodeHours", cause.nodeHours())));
    return array.build().toString();
  }

  private static List<Cause> causes(String json) {
    try (var reader = Json.createReader(new StringReader(json))) {
      return reader.readArray().getValuesAs(JsonObject.class).stream()
          .map(
              cause ->
                  new Cause(
                      UUID.fromString(cause.getString("node")),
                      cause.getString("name"),
                      cause.getJsonNumber("nodeHours").longValueExact()))
          .toList();
    }
  }
}
