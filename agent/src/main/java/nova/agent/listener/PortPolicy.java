package nova.agent.listener;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a port enforces before anybody looks at a request.
 *
 * @param connections open visitor connections of the ADC, shared by its ports
 */
public record PortPolicy(
    int maxHeaderBytes,
    int maxHeaders,
    Duration headerTimeout,
    Duration idleTimeout,
    int maxConnections,
    AtomicInteger connections,
    Speech speech,
    Reception reception) {}
