package nova.platform.settings;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How payments are taken.
 *
 * @param key {@code NOVA_STRIPE_KEY}: a secret or restricted key; null: no payments are taken
 * @param url {@code NOVA_STRIPE_URL}: Stripe's API or a stand-in
 * @param webhookSecret {@code NOVA_STRIPE_WEBHOOK_SECRET}: with which Stripe signs what it tells;
 *     null: it tells us nothing, and we ask
 * @param tolerance how old a signature may be
 */
public record StripeSettings(
    @Nullable Secret key,
    URI url,
    @Nullable Secret webhookSecret,
    Duration connectTimeout,
    Duration readTimeout,
    Duration tolerance) {}
