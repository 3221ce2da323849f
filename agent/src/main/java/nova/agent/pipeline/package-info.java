/**
 * The only room that knows the order: listener, route, balancer, upstream, telemetry. Holds the
 * running data plane and swaps its config without dropping a connection.
 *
 * <p>A server's error is counted when the server failed: refused, late, silent, cut short, not
 * HTTP. Not counted is a kept connection that the server closed just as a request went out on it:
 * closing an idle connection is its right, and counting that race would paint healthy servers red.
 * A request that may be repeated goes out again on a new connection, where silence does count.
 *
 * <p>Called by {@code control} (through {@link nova.agent.pipeline.DataPlane}) and by {@code
 * AgentMain}.
 */
@NullMarked
package nova.agent.pipeline;

import org.jspecify.annotations.NullMarked;
