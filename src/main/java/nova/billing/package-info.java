/**
 * Plans, what node-hours cost, limits on nodes and on money. This package is the contract.
 *
 * <p>An hour is priced when it is closed, in the same transaction, by the plan and the terms of
 * that hour; the charge never changes. How many nodes an organisation may have is worked out here
 * and written into {@code tenants}, where whoever makes nodes takes a slot: billing is never asked.
 *
 * <p>Called by {@code web} and {@code alerts}. Not here: counting node-hours, which is {@code
 * metering}.
 */
@NullMarked
package nova.billing;

import org.jspecify.annotations.NullMarked;
