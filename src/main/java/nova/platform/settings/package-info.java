/**
 * What the environment says, as types. Read once at start: everything missing or malformed is
 * listed at once and the application does not start. Secrets never print themselves.
 *
 * <p>Called by platform packages and by rooms that talk to the outside. Not here: limits that
 * nobody needs to set; they are constants of the settings record of their room.
 */
@NullMarked
package nova.platform.settings;

import org.jspecify.annotations.NullMarked;
