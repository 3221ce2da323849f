/**
 * From the wire's {@code NodeConfig} to an immutable {@link nova.agent.config.ConfigSnapshot}, or
 * the list of all problems.
 *
 * <p>Here: validation and the values it yields. Not here: sockets, anything that runs. Called by
 * {@code pipeline}.
 */
@NullMarked
package nova.agent.config;

import org.jspecify.annotations.NullMarked;
