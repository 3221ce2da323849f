package nova.platform.settings;

import java.net.URI;
import java.time.Duration;

/**
 * How letters leave.
 *
 * @param sendGridUrl {@code NOVA_SENDGRID_URL}: SendGrid's API or a stand-in
 * @param sendGridKey {@code NOVA_SENDGRID_KEY}
 * @param from {@code NOVA_MAIL_FROM}: the sender's address
 */
public record MailSettings(
    URI sendGridUrl, Secret sendGridKey, String from, Duration connectTimeout, Duration timeout) {}
