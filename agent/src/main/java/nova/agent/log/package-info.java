/**
 * How the agent's log looks on stderr: JSON lines, or plain lines on a terminal.
 *
 * <p>Here: formatting and the set-up of java.util.logging. Called by {@code AgentMain} only;
 * everyone else writes to {@link System.Logger}.
 */
@NullMarked
package nova.agent.log;

import org.jspecify.annotations.NullMarked;
