/**
 * Rows of people, organisations, sessions and tokens.
 *
 * <p>Called by {@code nova.tenants.logic} only. Not here: any decision.
 */
@NullMarked
package nova.tenants.store;

import org.jspecify.annotations.NullMarked;
