package nova.web.adcs;

import java.time.Instant;
import java.util.UUID;
import nova.nodes.Adc;

/** An ADC on the wire. Public for JSON-B. */
public record AdcBody(
    UUID id,
    long version,
    Instant createdAt,
    Instant changedAt,
    AdcDocumentBody document,
    Adc.Rollout rollout) {

  static AdcBody of(Adc adc) {
    return new AdcBody(
        adc.id().value(),
        adc.version(),
        adc.createdAt(),
        adc.changedAt(),
        AdcDocumentBody.of(adc.document()),
        adc.rollout());
  }
}
