package nova.billing;

import java.time.Instant;
import nova.kernel.UtcHour;

/**
 * An hour, or late evidence of it, was closed and priced, for any number of organisations. Fired
 * inside the transaction that does it, which belongs to no tenant.
 */
public record HoursCharged(UtcHour hour, Instant at) {}
