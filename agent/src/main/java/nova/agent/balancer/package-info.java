/**
 * Which server gets a request: pools, round robin, the health ledger. Pure Java: no sockets, no
 * Undertow.
 *
 * <p>Health and in-flight counts are kept per server address and check, not per config, so they
 * survive a config change. Called by {@code pipeline}.
 */
@NullMarked
package nova.agent.balancer;

import org.jspecify.annotations.NullMarked;
