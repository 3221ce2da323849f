/**
 * Stand-ins held against what the vendors publish: their descriptions and their own clients. How a
 * stand-in works inside is tested in its own room.
 */
@NullMarked
package nova.local.vendors;

import org.jspecify.annotations.NullMarked;
