/**
 * Letters. {@link nova.platform.mail.Letters} posts one in the transaction at hand; a {@link
 * nova.platform.mail.MailCarrier} takes it out of the house.
 *
 * <p>Called by {@code logic} shelves. Not here: texts; each room writes its own.
 */
@NullMarked
package nova.platform.mail;

import org.jspecify.annotations.NullMarked;
