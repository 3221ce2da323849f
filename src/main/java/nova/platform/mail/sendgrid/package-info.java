/**
 * SendGrid behind {@link nova.platform.mail.MailCarrier}: the only place that imports its SDK.
 *
 * <p>Called through the interface. Not here: when a letter is tried again.
 */
@NullMarked
package nova.platform.mail.sendgrid;

import org.jspecify.annotations.NullMarked;
