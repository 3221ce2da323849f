/**
 * What billing asks of a payment processor, in its own words: cards, usage, invoices, notices. One
 * shelf implements it ({@code nova.billing.stripe}); tests may.
 *
 * <p>Called by {@code nova.billing.logic}. Not here: anything of one vendor, any table.
 */
@NullMarked
package nova.billing.processor;

import org.jspecify.annotations.NullMarked;
