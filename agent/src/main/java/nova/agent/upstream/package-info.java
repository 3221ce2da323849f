/**
 * The server's side: connections on XNIO conduits, one pool per I/O thread, strict reading of
 * answers, active checks, name resolution.
 *
 * <p>Everything of one connection happens on the I/O thread that opened it; nothing here is locked.
 * Not here: choosing a server, headers, visitors. Called by {@code pipeline}.
 */
@NullMarked
package nova.agent.upstream;

import org.jspecify.annotations.NullMarked;
