/**
 * Organisations, the people in them, and how both prove who they are: sign-up, sessions, API
 * tokens, roles, audit. This package is the contract.
 *
 * <p>Called by the doors ({@code web}, {@code agentlink}) and by rooms that need to know a tenant.
 * Not here: what a tenant owns.
 */
@NullMarked
package nova.tenants;

import org.jspecify.annotations.NullMarked;
