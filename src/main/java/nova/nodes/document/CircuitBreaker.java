package nova.nodes.document;

import org.jspecify.annotations.Nullable;

/**
 * What one node asks of one server at a time.
 *
 * @param maxConnections 0: no limit
 * @param maxInFlight 0: no limit
 * @param maxPending requests that wait for a server of the pool; beyond: 503
 * @param pendingMillis how long they wait
 */
public record CircuitBreaker(
    int maxConnections,
    int maxInFlight,
    @Nullable Integer maxPending,
    @Nullable Integer pendingMillis) {}
