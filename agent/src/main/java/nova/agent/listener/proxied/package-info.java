/**
 * The PROXY protocol as somebody in front of us speaks it: where a visitor really is.
 *
 * <p>Here: both versions of its header, and the wait for one. Not here: whether a port wants it,
 * what comes behind it. Started by {@code listener.greeting}.
 */
@NullMarked
package nova.agent.listener.proxied;

import org.jspecify.annotations.NullMarked;
