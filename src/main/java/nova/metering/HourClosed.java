package nova.metering;

import java.time.Instant;
import nova.kernel.UtcHour;

/**
 * Rows of an hour were closed, of any number of tenants: its first closing, or evidence that came
 * later. Fired inside the transaction that closes, which belongs to no tenant; whoever throws rolls
 * it back, and the hour is closed by the next run.
 */
public record HourClosed(UtcHour hour, Instant at) {}
