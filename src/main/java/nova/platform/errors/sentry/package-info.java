/**
 * Sentry behind {@link nova.platform.errors.ErrorReports}: the only place that imports its SDK.
 *
 * <p>Called through the interface. Not here: the decision what is unexpected.
 */
@NullMarked
package nova.platform.errors.sentry;

import org.jspecify.annotations.NullMarked;
