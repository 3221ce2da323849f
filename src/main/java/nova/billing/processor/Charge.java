package nova.billing.processor;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A payment that was asked for.
 *
 * @param actionPage where its holder confirms; null: nothing to confirm
 * @param failure null: none
 */
public record Charge(
    String intent,
    State state,
    long refundedCents,
    @Nullable URI actionPage,
    @Nullable String failure) {

  public enum State {
    PAID,
    ACTION_REQUIRED,
    FAILED
  }
}
