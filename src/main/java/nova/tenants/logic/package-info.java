/**
 * The rules of signing up and in, of organisations and tokens.
 *
 * <p>Called through the contract. Not here: SQL.
 */
@NullMarked
package nova.tenants.logic;

import org.jspecify.annotations.NullMarked;
