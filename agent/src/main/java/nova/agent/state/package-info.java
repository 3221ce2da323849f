/**
 * What the agent keeps on its disk apart from metrics: its key, who it is, the last good config,
 * the hours it served alone. Every file is replaced atomically and carries a checksum.
 *
 * <p>Here: reading and writing these files, the lock on the directory. Not here: deciding what to
 * write. Called by {@code control} and {@code AgentMain}.
 */
@NullMarked
package nova.agent.state;

import org.jspecify.annotations.NullMarked;
