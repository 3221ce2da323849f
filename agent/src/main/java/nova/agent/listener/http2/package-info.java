/**
 * HTTP/2 as visitors speak it, RFC 9113.
 *
 * <p>Here: frames, streams, flow control both ways, limits against floods; each stream is an
 * exchange of its own. Undertow's own frames cost twenty times as much with larger answers, and
 * could not be held to the rules from outside. Not here: header compression, TLS, what happens with
 * a request. Started by {@code listener.greeting}.
 */
@NullMarked
package nova.agent.listener.http2;

import org.jspecify.annotations.NullMarked;
