/**
 * Stands in for Stripe, as far as billing by the node-hour needs it: products, prices, meters and
 * meter events, customers, Checkout in setup mode, SetupIntents and PaymentIntents with 3-D Secure,
 * subscriptions in arrears, invoices, refunds, the Customer Portal, events, signed webhooks,
 * idempotency keys, test clocks. It speaks one API version, {@link
 * nova.local.stripe.LocalStripe#API_VERSION}, and remembers.
 *
 * <p>Rules it holds to, as Stripe does:
 *
 * <ul>
 *   <li>A metered item takes no quantity; its price has a meter, and the meter is active. Two
 *       active meters never share an event name.
 *   <li>A meter event is at most 35 days old and 5 minutes ahead, and its identifier is new within
 *       24 hours. Whether its customer exists is not asked.
 *   <li>An invoice is a draft for an hour after its period, counts usage until then, is finalised,
 *       and is asked for at once, then after 3, 5 and 7 days; meanwhile its subscription is past
 *       due, afterwards unpaid. Amounts are rounded half up, once a line.
 *   <li>The same idempotency key with the same parameters gives the same answer for 24 hours, with
 *       other parameters an error. A refused card was an execution, a faulty parameter was not.
 *   <li>An unknown parameter is an error. Every answer has all fields of the API version.
 *   <li>Webhooks are signed "t=,v1=" and sent again until they are answered with 2xx; their order
 *       is not promised.
 * </ul>
 *
 * <p>Two things differ on purpose: a test clock has finished advancing when its call returns, and a
 * deactivated meter's events are refused at once. What it does not know answers 404 in Stripe's
 * shape. Tests hold requests and answers against the types of Stripe's own library.
 */
@NullMarked
package nova.local.stripe;

import org.jspecify.annotations.NullMarked;
