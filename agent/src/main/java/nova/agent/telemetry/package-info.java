/**
 * What the node saw: counters and latency sketches per (adc, route, server, status class) in
 * windows of the length the control plane asked for, closed into batches, kept in a spool on disk
 * until the control plane acknowledged them.
 *
 * <p>Here: series, sketches, window closing, the spool. Not here: sending (that is {@code
 * control}), deciding anything. Called by {@code pipeline} (one {@link
 * nova.agent.telemetry.TrafficSeries#record} at the end of an exchange) and by {@code control}
 * (reads the spool, acknowledges).
 */
@NullMarked
package nova.agent.telemetry;

import org.jspecify.annotations.NullMarked;
