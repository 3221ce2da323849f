/**
 * The server's side: connections in HTTP/1.1 and HTTP/2 on XNIO conduits, one pool per I/O thread,
 * strict reading of answers, when servers are checked. How they are asked is in {@code probe},
 * where they are in {@code names}, encryption in {@code tls}.
 *
 * <p>Everything of one connection happens on the I/O thread that opened it; nothing here is locked.
 * Not here: choosing a server, headers, visitors. Called by {@code pipeline}.
 */
@NullMarked
package nova.agent.upstream;

import org.jspecify.annotations.NullMarked;
