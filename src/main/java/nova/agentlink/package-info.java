/**
 * The agents' link: enrolment, handshakes, one WebSocket per node, config out, outcomes, health and
 * metrics in.
 *
 * <p>Called by agents only. Not here: what a node should do ({@code nodes}), what becomes of
 * metrics ({@code metrics}).
 */
@NullMarked
package nova.agentlink;

import org.jspecify.annotations.NullMarked;
