package nova.platform.mail;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import java.io.StringReader;
import nova.platform.Component;
import nova.platform.outbox.Outbox;
import nova.platform.outbox.OutboxHandler;

/** Posts letters: left in the outbox with the transaction at hand, carried away afterwards. */
@Component
public class Letters implements OutboxHandler {
  private final Outbox outbox;
  private final MailCarrier carrier;

  @Inject
  public Letters(Outbox outbox, MailCarrier carrier) {
    this.outbox = outbox;
    this.carrier = carrier;
  }

  /**
   * Posts a letter; false when one with this key was posted before.
   *
   * @param entities of the transaction at hand
   */
  public boolean post(EntityManager entities, String key, Letter letter) {
    String payload =
        Json.createObjectBuilder()
            .add("to", letter.to())
            .add("subject", letter.subject())
            .add("text", letter.text())
            .add("html", letter.html())
            .build()
            .toString();
    return outbox.leave(entities, key, kind(), payload);
  }

  @Override
  public String kind() {
    return "letter";
  }

  @Override
  public Delivery deliver(String key, String payload) {
    return switch (carrier.carry(key, read(payload))) {
      case MailCarrier.Outcome.Taken() -> new Delivery.Done();
      case MailCarrier.Outcome.NotNow(var reason) -> new Delivery.Later(reason);
      case MailCarrier.Outcome.Refused(var reason) -> new Delivery.Never(reason);
    };
  }

  private static Letter read(String payload) {
    try (var reader = Json.createReader(new StringReader(payload))) {
      JsonObject json = reader.readObject();
      return new Letter(
          json.getString("to"),
          json.getString("subject"),
          json.getString("text"),
          json.getString("html"));
    }
  }
}
