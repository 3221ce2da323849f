/**
 * Which contacts count, when an hour is closed. Nothing here is called but through the contract.
 */
@NullMarked
package nova.metering.logic;

import org.jspecify.annotations.NullMarked;
