/**
 * Signing up and in, organisations and API tokens, over HTTP.
 *
 * <p>Called by the REST engine. Not here: any rule; see {@code nova.tenants}.
 */
@NullMarked
package nova.web.access;

import org.jspecify.annotations.NullMarked;
