/**
 * The agent as a child process, started as on a customer's machine; its training run, and data
 * directories for agents that serve without a control plane.
 */
@NullMarked
package nova.local.agent;

import org.jspecify.annotations.NullMarked;
