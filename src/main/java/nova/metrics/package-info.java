/**
 * What nodes SAW: traffic windows into ClickHouse and out of it again. This package is the
 * contract.
 *
 * <p>Called by {@code agentlink} (in) and {@code web} (out). Not here: who sent a window; the
 * caller says, and nothing in a window is believed about it.
 */
@NullMarked
package nova.metrics;

import org.jspecify.annotations.NullMarked;
