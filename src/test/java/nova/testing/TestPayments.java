package nova.testing;

import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import nova.local.stripe.LocalStripe;
import org.jspecify.annotations.Nullable;

/** The stand-in for Stripe that the deployed war talks to, and that tells it what happens. */
public final class TestPayments {
  public static final String KEY = "sk_test_of_the_war";
  public static final String WEBHOOK_SECRET = "whsec_of_the_war";
  private static @Nullable LocalStripe running;

  private TestPayments() {}

  static Map<String, String> start(URI server) {
    LocalStripe stripe = LocalStripe.start(0, KEY, InstantSource.system());
    stripe.tell(server.resolve("/api/v1/stripe-webhook"), WEBHOOK_SECRET);
    running = stripe;
    return Map.of(
        "NOVA_STRIPE_URL", stripe.uri().toString(),
        "NOVA_STRIPE_KEY", KEY,
        "NOVA_STRIPE_WEBHOOK_SECRET", WEBHOOK_SECRET);
  }

  static void stop() {
    if (running != null) {
      running.close();
    }
  }

  public static LocalStripe stripe() {
    return Objects.requireNonNull(running, "integration tests run with a server");
  }
}
