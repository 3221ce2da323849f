/**
 * Stripe, by its own Java library; the only place that imports it. Speaks the API version of that
 * library. One meter, one metered price each for every price of ours, found again by their names;
 * one subscription for each customer, without quantities.
 *
 * <p>Called through {@link nova.billing.processor.PaymentProcessor}. Not here: what to do about
 * what Stripe says.
 */
@NullMarked
package nova.billing.stripe;

import org.jspecify.annotations.NullMarked;
