/**
 * TLS towards visitors: the name they ask for, the handshake, records in and out.
 *
 * <p>Here: everything between a socket and plain bytes. Not here: certificates, versions and cipher
 * suites, which come with the engine of {@link nova.agent.listener.tls.TlsTerms}. Called by {@code
 * listener.greeting}.
 */
@NullMarked
package nova.agent.listener.tls;

import org.jspecify.annotations.NullMarked;
