package nova.billing.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.service.V1Services;
import com.stripe.service.V2Services;
import jakarta.inject.Inject;
import java.util.Objects;
import nova.billing.processor.ProcessorException;
import nova.platform.Component;
import nova.platform.settings.BillingSettings;
import nova.platform.settings.StripeSettings;
import org.jspecify.annotations.Nullable;

/** The client, with time limits, and one way to say that it failed. */
@Component
class StripeAccess {
  /** Repeats by itself only what broke on its way; the rest is repeated by whoever asked. */
  private static final int RETRIES = 1;

  private static final int TOO_MANY = 429;
  private static final int THEIR_FAULT = 500;
  private final @Nullable StripeClient client;

  @Inject
  StripeAccess(StripeSettings settings, BillingSettings billing) {
    this.client =
        settings.key() == null || !billing.on() ? null : client(settings, settings.key().value());
  }

  private static StripeClient client(StripeSettings settings, String key) {
    return StripeClient.builder()
        .setApiKey(key)
        .setApiBase(settings.url().toString())
        .setMeterEventsBase(settings.url().toString())
        .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()))
        .setReadTimeout(Math.toIntExact(settings.readTimeout().toMillis()))
        .setMaxNetworkRetries(RETRIES)
        .build();
  }

  boolean on() {
    return client != null;
  }

  /** A call. */
  interface Call<T> {
    T make() throws StripeException;
  }

  <T> T call(Call<T> call) {
    try {
      return call.make();
    } catch (StripeException e) {
      throw new ProcessorException(say(e), passing(e), e);
    } catch (NullPointerException e) {
      // stripe-java 33 stumbles over an error without a body, as something in between answers it
      throw new ProcessorException("Something answered for Stripe", true, e);
    }
  }

  V1Services v1() {
    return Objects.requireNonNull(client, "no key").v1();
  }

  V2Services v2() {
    return Objects.requireNonNull(client, "no key").v2();
  }

  /** That the same key is the same effect, for a day. */
  static RequestOptions once(String key) {
    return RequestOptions.builder().setIdempotencyKey(key).build();
  }

  /** Whether the same may work later: they are away, busy, or broken. */
  static boolean passing(StripeException e) {
    Integer status = e.getStatusCode();
    return status == null || status == 0 || status == TOO_MANY || status >= THEIR_FAULT;
  }

  /** Without the request, which may hold what is nobody's business. */
  static String say(StripeException e) {
    return "Stripe answered %s%s"
        .formatted(
            e.getStatusCode() == null ? "nothing" : e.getStatusCode(),
            e.getCode() == null ? "" : " " + e.getCode());
  }
}
