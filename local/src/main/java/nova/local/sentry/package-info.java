/**
 * Stands in for Sentry: takes envelopes and shows the events in them. Transactions, sessions and
 * attachments are accepted and dropped. Called over HTTP.
 */
@NullMarked
package nova.local.sentry;

import org.jspecify.annotations.NullMarked;
