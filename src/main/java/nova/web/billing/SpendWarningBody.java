package nova.web.billing;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import nova.billing.SpendWarning;

/** A warning on the wire. Public for JSON-B. */
public record SpendWarningBody(
    UUID id,
    Instant at,
    Instant month,
    String kind,
    MoneyBody threshold,
    MoneyBody amount,
    List<CauseBody> cause) {

  /** A node and its hours of the month. */
  public record CauseBody(UUID nodeId, String name, long nodeHours) {}

  static SpendWarningBody of(SpendWarning warning) {
    return new SpendWarningBody(
        warning.id(),
        warning.at(),
        warning.month().from().start(),
        warning.kind().name().toLowerCase(Locale.ROOT),
        MoneyBody.cents(warning.threshold()),
        MoneyBody.cents(warning.amount()),
        warning.cause().stream()
            .map(cause -> new CauseBody(cause.node(), cause.name(), cause.nodeHours()))
            .toList());
  }
}
