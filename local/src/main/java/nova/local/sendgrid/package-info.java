/**
 * Stands in for SendGrid: takes mail as POST /v3/mail/send and shows it instead of sending it.
 * Templates, schedules, suppressions and event webhooks are not here; mail that asks for a template
 * is refused. Called over HTTP; tests may also set faults.
 */
@NullMarked
package nova.local.sendgrid;

import org.jspecify.annotations.NullMarked;
