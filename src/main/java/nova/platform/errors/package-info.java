/**
 * Unexpected errors, told to people once. {@link nova.platform.errors.ErrorReports} is what rooms
 * see; the Sentry adapter is the only place that imports its SDK.
 *
 * <p>Called where an error is handled: the REST door, jobs, the agent link.
 */
@NullMarked
package nova.platform.errors;

import org.jspecify.annotations.NullMarked;
