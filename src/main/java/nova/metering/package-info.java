/**
 * Node-hours: one row per tenant, node and hour in which the node was in contact, with first and
 * last contact as evidence. This package is the contract.
 *
 * <p>An hour is closed some minutes after it ended: its rows never change from then on, and become
 * a link of their tenant's chain of hashes. Evidence that comes later (a node that served while it
 * could not reach us) still makes its row, for up to 35 days, and the next run closes it as one
 * more link of the same hour. {@link nova.metering.HourClosed} tells of both.
 *
 * <p>Called by {@code billing} and {@code web}. Not here: prices and plans.
 */
@NullMarked
package nova.metering;

import org.jspecify.annotations.NullMarked;
