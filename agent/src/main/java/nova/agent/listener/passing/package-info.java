/**
 * Connections whose bytes are passed through: which server a visitor asks for.
 *
 * <p>Here: waiting for the first message of TLS and leaving it as it is. Not here: reading it
 * ({@code listener.tls}), where bytes go. Started by {@code listener.greeting}.
 */
@NullMarked
package nova.agent.listener.passing;

import org.jspecify.annotations.NullMarked;
