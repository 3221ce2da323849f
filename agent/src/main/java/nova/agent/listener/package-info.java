/**
 * The visitor's side: ports, connections, limits, and the guard that lets only well-formed HTTP/1.1
 * through to Undertow.
 *
 * <p>Here: binding, accepting, strict reading of request heads and body framing, header and idle
 * timeouts. Not here: what happens with a request. Called by {@code pipeline} only.
 */
@NullMarked
package nova.agent.listener;

import org.jspecify.annotations.NullMarked;
