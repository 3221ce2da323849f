/**
 * The words of HTTP/1.1 that both sides of a request share: character classes, the chunked coding.
 *
 * <p>Here: pure byte work. Not here: sockets, routing, headers we add. Called by {@code listener},
 * {@code upstream} and {@code pipeline}.
 */
@NullMarked
package nova.agent.exchange;

import org.jspecify.annotations.NullMarked;
