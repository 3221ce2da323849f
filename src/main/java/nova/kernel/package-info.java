/**
 * The words every room speaks: ids, scopes, units, failures. Plain values without behaviour of
 * their own; no framework, no database, no clock. Whoever needs a new shared word asks first
 * whether it belongs to a room.
 *
 * <p>Called by every room; calls nothing.
 */
@NullMarked
package nova.kernel;

import org.jspecify.annotations.NullMarked;
