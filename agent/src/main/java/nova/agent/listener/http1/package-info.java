/**
 * HTTP/1.1 and 1.0 as visitors speak it.
 *
 * <p>Here: strict reading of heads and of body framing, writing of answers, one request at a time.
 * Nothing is read in two ways: what another parser could understand differently is refused. Not
 * here: ports, TLS, what happens with a request. Started by {@code listener.greeting}.
 */
@NullMarked
package nova.agent.listener.http1;

import org.jspecify.annotations.NullMarked;
