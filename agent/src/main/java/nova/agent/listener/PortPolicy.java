package nova.agent.listener;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a port enforces before anybody looks at a request.
 *
 * @param http2 whether HTTP/2 is offered
 * @param connections open visitor connections of the ADC, shared by its ports
 */
public record PortPolicy(
    int maxHeaderBytes,
    int maxHeaders,
    Duration headerTimeout,
    Duration idleTimeout,
    int maxConnections,
    boolean http2,
    AtomicInteger connections) {}
