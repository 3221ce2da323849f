/**
 * Pricing, limits and warnings: the rules are plain functions of what was read; beans read and
 * write. Nothing here is called but through the contract.
 */
@NullMarked
package nova.billing.logic;

import org.jspecify.annotations.NullMarked;
