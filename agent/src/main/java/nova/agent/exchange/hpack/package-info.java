/**
 * The header compression of HTTP/2, RFC 7541.
 *
 * <p>Here: blocks of bytes to fields and back. Not here: frames, what fields mean. Called by {@code
 * listener} and {@code upstream}.
 */
@NullMarked
package nova.agent.exchange.hpack;

import org.jspecify.annotations.NullMarked;
