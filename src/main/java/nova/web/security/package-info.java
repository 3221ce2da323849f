/**
 * Who calls, and what that one may. {@link nova.web.security.Caller} is where resources get their
 * scopes; without it there is no way to a tenant's data. What carries no {@link
 * nova.web.security.Allow} is closed.
 *
 * <p>Called by resources. Not here: how a password or a token is checked, which is {@code
 * nova.tenants}.
 */
@NullMarked
package nova.web.security;

import org.jspecify.annotations.NullMarked;
