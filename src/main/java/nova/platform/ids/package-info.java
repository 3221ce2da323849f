/**
 * New identifiers and secrets: UUIDs in time order (RFC 9562 version 7) and random tokens with
 * their stored form.
 *
 * <p>Called by the {@code logic} shelves. Not here: what an id names.
 */
@NullMarked
package nova.platform.ids;

import org.jspecify.annotations.NullMarked;
