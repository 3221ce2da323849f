package nova.web.billing;

import java.time.Instant;
import nova.billing.ChargedHour;

/** What one link of the ledger put on an invoice, on the wire. Public for JSON-B. */
public record ChargedHourBody(Instant hour, long link, long billable, Instant countsAt) {
  static ChargedHourBody of(ChargedHour hour) {
    return new ChargedHourBody(hour.hour().start(), hour.link(), hour.billable(), hour.countsAt());
  }
}
