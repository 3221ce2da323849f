/**
 * What every line of the log carries: the request and the tenant it is about.
 *
 * <p>Set by the doors and by jobs; read by the server's JSON log writer. Not here: what is logged;
 * each room has its own logger and never logs a secret.
 */
@NullMarked
package nova.platform.logging;

import org.jspecify.annotations.NullMarked;
