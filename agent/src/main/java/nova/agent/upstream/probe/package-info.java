/**
 * Asking one server whether it is well: over a fresh connection, by HTTP, TCP, TLS or gRPC.
 * Everything here blocks and belongs on a virtual thread; whoever asks closes the line when the
 * time is up. Not here: when to ask, what follows from the answer. Called by {@code upstream} and
 * {@code pipeline}.
 */
@NullMarked
package nova.agent.upstream.probe;

import org.jspecify.annotations.NullMarked;
