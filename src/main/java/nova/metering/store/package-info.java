/** The ledger's table. Called by the logic beside it only. */
@NullMarked
package nova.metering.store;

import org.jspecify.annotations.NullMarked;
