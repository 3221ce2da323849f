/**
 * TLS to servers: who is trusted, the agent's own certificate, and the layer between a socket and
 * whoever speaks over it.
 *
 * <p>Contexts are compiled once per policy, off the I/O threads; a link belongs to the I/O thread
 * of its connection. Not here: TLS of listeners, opening sockets. Called by {@code upstream} and
 * {@code pipeline}.
 */
@NullMarked
package nova.agent.upstream.tls;

import org.jspecify.annotations.NullMarked;
