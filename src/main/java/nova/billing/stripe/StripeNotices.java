package nova.billing.stripe;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import com.stripe.net.Webhook;
import com.stripe.param.EventListParams;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import nova.billing.processor.ForgedNoticeException;
import nova.billing.processor.Notice;
import nova.platform.Component;
import nova.platform.settings.StripeSettings;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe tells, by webhook or when asked. Read for who and what it is about only: an event
 * carries the object as it was, in whatever version, and may come late.
 */
@Component
class StripeNotices {
  private static final long PAGE = 100;

  /** What is listed again, should a webhook have been lost. */
  private static final List<String> KINDS =
      List.of(
          "invoice.created",
          "invoice.finalized",
          "invoice.paid",
          "invoice.payment_failed",
          "invoice.payment_action_required",
          "invoice.voided",
          "invoice.marked_uncollectible",
          "customer.updated",
          "customer.subscription.created",
          "customer.subscription.updated",
          "customer.subscription.deleted",
          "checkout.session.completed",
          "payment_intent.succeeded",
          "payment_intent.payment_failed",
          "charge.refunded",
          "payment_method.detached");

  private final StripeAccess stripe;
  private final StripeSettings settings;
  private final InstantSource clock;

  @Inject
  StripeNotices(StripeAccess stripe, StripeSettings settings, InstantSource clock) {
    this.stripe = stripe;
    this.settings = settings;
    this.clock = clock;
  }

  Notice read(String body, String signature) {
    if (settings.webhookSecret() == null) {
      throw new ForgedNoticeException("no webhook secret is set");
    }
    try {
      Webhook.Signature.verifyHeader(
          body,
          signature,
          settings.webhookSecret().value(),
          settings.tolerance().toSeconds(),
          clock.withZone(ZoneOffset.UTC));
      return parse(body);
    } catch (SignatureVerificationException e) {
      throw new ForgedNoticeException("not signed by Stripe, or too long ago");
    } catch (JsonException
        | ClassCastException
        | NullPointerException
        | DateTimeException
        | IllegalArgumentException e) {
      throw new ForgedNoticeException("signed, but no event");
    }
  }

  private static Notice parse(String body) {
    try (var reader = Json.createReader(new StringReader(body))) {
      JsonObject event = reader.readObject();
      String id = event.getString("id");
      String kind = event.getString("type");
      if (event.containsKey("data") && event.getJsonObject("data").containsKey("object")) {
        JsonObject object = event.getJsonObject("data").getJsonObject("object");
        Instant at = Instant.ofEpochSecond(event.getJsonNumber("created").longValueExact());
        return new Notice(id, kind, object.getString("id", ""), customer(object), at);
      }
      // an event of the second API names what it is about
      JsonObject about = event.getJsonObject("related_object");
      String subject = about == null ? "" : about.getString("id");
      return new Notice(id, kind, subject, null, Instant.parse(event.getString("created")));
    }
  }

  private static @Nullable String customer(JsonObject object) {
    if (object.getString("object", "").equals("customer")) {
      return object.getString("id");
    }
    JsonValue customer = object.get("customer");
    return customer instanceof JsonString text ? text.getString() : null;
  }

  List<Notice> since(Instant from) {
    var wanted =
        EventListParams.builder()
            .setCreated(EventListParams.Created.builder().setGte(from.getEpochSecond()).build())
            .addAllType(KINDS)
            .setLimit(PAGE)
            .build();
    return stripe.call(
        () -> {
          var found = new ArrayList<Notice>();
          for (Event event : stripe.v1().events().list(wanted).autoPagingIterable()) {
            found.add(parse(event.toJson()));
          }
          return found.reversed();
        });
  }
}
