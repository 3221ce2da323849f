package nova.billing;

import java.time.Instant;
import nova.kernel.UtcHour;

/**
 * What one link of the ledger put on an invoice.
 *
 * @param link of the ledger; the same hour can have several, when evidence came late
 * @param billable node-hours beyond the free ones
 * @param countsAt by which time it landed on this invoice: in its hour, or later
 */
public record ChargedHour(UtcHour hour, long link, long billable, Instant countsAt) {}
