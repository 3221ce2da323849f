/**
 * The only room that knows the order: listener, route, balancer, upstream, telemetry. Holds the
 * running data plane and swaps its config without dropping a connection.
 *
 * <p>Called by {@code control} (through {@link nova.agent.pipeline.DataPlane}) and by {@code
 * AgentMain}.
 */
@NullMarked
package nova.agent.pipeline;

import org.jspecify.annotations.NullMarked;
