/**
 * Stands in for Stripe, for now only as far as checking a secret key with GET /v1/account.
 * Customers, meters, subscriptions, invoices and webhooks are not here yet: everything else answers
 * 404 in Stripe's shape.
 */
@NullMarked
package nova.local.stripe;

import org.jspecify.annotations.NullMarked;
