/**
 * Is this copy started, alive, ready: {@code /health/started}, {@code /health/live}, {@code
 * /health/ready}.
 *
 * <p>Called by MicroProfile Health only. Not here: the health of nodes, which is a domain.
 */
@NullMarked
package nova.platform.health;

import org.jspecify.annotations.NullMarked;
