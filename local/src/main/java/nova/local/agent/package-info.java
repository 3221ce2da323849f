/** The agent as a child process, started as on a customer's machine. */
@NullMarked
package nova.local.agent;

import org.jspecify.annotations.NullMarked;
