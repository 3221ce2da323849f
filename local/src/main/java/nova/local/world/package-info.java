/**
 * Puts the rooms together: stores, vendor stand-ins, sample servers, control plane and agent as one
 * world, for {@code ./nova up} and for tests. The demo organisation is made through the public API
 * only.
 */
@NullMarked
package nova.local.world;

import org.jspecify.annotations.NullMarked;
