package nova.billing.stripe;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import nova.billing.processor.PaymentProcessor;
import nova.platform.settings.BillingSettings;
import nova.platform.settings.Secret;
import nova.platform.settings.StripeSettings;

/** The adapter, put together by hand, before a stand-in. */
public final class TestStripe {
  public static final String KEY = "sk_test_nova";
  public static final String WEBHOOK_SECRET = "whsec_nova";

  private TestStripe() {}

  public static PaymentProcessor at(URI url, InstantSource clock) {
    var settings =
        new StripeSettings(
            new Secret(KEY),
            url,
            new Secret(WEBHOOK_SECRET),
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            Duration.ofMinutes(5));
    var stripe = new StripeAccess(settings, new BillingSettings(true));
    var catalogue = new StripeCatalogue(stripe);
    var states = new StripeStates(stripe, catalogue);
    return new StripeProcessor(
        stripe,
        catalogue,
        states,
        new StripeCharges(stripe, states),
        new StripeNotices(stripe, settings, clock));
  }
}
