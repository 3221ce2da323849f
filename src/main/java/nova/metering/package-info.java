/**
 * Node-hours: one row per tenant, node and hour in which the node was in contact, with first and
 * last contact as evidence. This package is the contract.
 *
 * <p>An hour is closed some minutes after it ended. Evidence that comes later (a node that served
 * while it could not reach us) still makes its row, for up to {@code 35} days: closing says "bill
 * what is here", and whatever appears in a closed hour afterwards has no {@code closed_at} until
 * the next run, so billing finds late rows by it.
 *
 * <p>Called by {@code billing} and {@code web}. Not here: prices and plans.
 */
@NullMarked
package nova.metering;

import org.jspecify.annotations.NullMarked;
