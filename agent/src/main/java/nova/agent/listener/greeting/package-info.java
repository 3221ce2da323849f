/**
 * The first moments of a connection: who speaks which protocol, and who goes on with it.
 *
 * <p>Here: the order of PROXY protocol, TLS, HTTP/1.1 or HTTP/2 or plain bytes. Not here: any of
 * them. Called by {@code pipeline}.
 */
@NullMarked
package nova.agent.listener.greeting;

import org.jspecify.annotations.NullMarked;
