package nova.metrics;

import java.time.Instant;
import java.util.UUID;

/**
 * What one node saw of one (ADC, route, server, status class) in one window.
 *
 * @param statusClass 1–5; 0: the visitor left before there was one
 */
public record TrafficWindow(
    UUID adc,
    String route,
    String server,
    int statusClass,
    Instant at,
    int lengthSeconds,
    long requests,
    long upstreamErrors,
    long requestBytes,
    long responseBytes,
    Sketch latency) {}
