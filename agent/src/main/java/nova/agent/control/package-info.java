/**
 * The link to the control plane: enrolment, signed handshake, config in, outcomes, health and
 * metrics out.
 *
 * <p>Here: the wire's frames and when they are sent, reconnecting. Not here: what a config means
 * ({@code pipeline}), counting ({@code telemetry}), files ({@code state}). Called by {@code
 * AgentMain} only. Never runs on an I/O thread of the data plane.
 */
@NullMarked
package nova.agent.control;

import org.jspecify.annotations.NullMarked;
