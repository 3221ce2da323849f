package nova.billing.processor;

import java.time.Instant;

/**
 * Usage to report.
 *
 * @param identifier the same for the same usage, for ever
 * @param at decides whose period it counts in
 */
public record MeterReading(
    String identifier, String customer, UsagePrice price, long value, Instant at) {}
