/**
 * The visitor's side: ports, connections, and what all protocols of visitors share.
 *
 * <p>Here: binding, accepting, counting, one clock and one set of buffers per I/O thread. In the
 * rooms below: {@code greeting} (who speaks what), {@code tls}, {@code http1}, {@code http2}. Not
 * here: what happens with a request. Called by {@code pipeline} only.
 */
@NullMarked
package nova.agent.listener;

import org.jspecify.annotations.NullMarked;
