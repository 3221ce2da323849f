/**
 * How messages are changed on their way, and what the agent says itself: rewrites, redirects, error
 * pages. No sockets; of Undertow only its header map.
 *
 * <p>Here: everything is compiled from the config's texts once and only filled in per request. Not
 * here: which request is changed ({@code routing}), fields that frame a message or tell of the
 * visitor ({@code pipeline}). Called by {@code pipeline}.
 */
@NullMarked
package nova.agent.transform;

import org.jspecify.annotations.NullMarked;
