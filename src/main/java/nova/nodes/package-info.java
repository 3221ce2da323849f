/**
 * What nodes SHOULD do: nodes, join tokens, ADCs, their versions, and the config compiled for each
 * node. This package and {@code document} (what a customer writes about an ADC) are the contract.
 *
 * <p>Called by {@code agentlink} (the agents' door), {@code metering} (who was there when) and
 * {@code web}. Not here: what nodes saw, which is {@code metrics}; the wire, which is {@code
 * agentlink}.
 */
@NullMarked
package nova.nodes;

import org.jspecify.annotations.NullMarked;
