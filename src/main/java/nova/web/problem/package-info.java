/**
 * The one place where a failure becomes an HTTP answer (RFC 9457).
 *
 * <p>Called by the REST engine and by servlet filters that refuse.
 */
@NullMarked
package nova.web.problem;

import org.jspecify.annotations.NullMarked;
