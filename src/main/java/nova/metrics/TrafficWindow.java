package nova.metrics;

import java.time.Instant;
import java.util.UUID;

/**
 * What one node saw of one (ADC, route, server, status class) in one window.
 *
 * @param statusClass 1–5; 0: the visitor left before there was one
 * @param retries requests moved away from this server after it failed them
 * @param resumes downloads this server cut off and another finished
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
    long retries,
    long resumes,
    long requestBytes,
    long responseBytes,
    Sketch latency) {}
