/**
 * Transactions that know their tenant. Every access to PostgreSQL goes through {@link
 * nova.platform.persistence.Database}; row-level security in the database then shows only that
 * tenant's rows.
 *
 * <p>Called by the {@code logic} and {@code store} shelves of every room. Not here: any table.
 */
@NullMarked
package nova.platform.persistence;

import org.jspecify.annotations.NullMarked;
