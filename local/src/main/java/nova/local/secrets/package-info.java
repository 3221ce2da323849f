/**
 * Passwords of the local stores: made at random once per data directory, readable by the owner
 * only.
 */
@NullMarked
package nova.local.secrets;

import org.jspecify.annotations.NullMarked;
