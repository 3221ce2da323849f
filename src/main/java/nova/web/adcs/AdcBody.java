package nova.web.adcs;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import nova.nodes.Adc;
import nova.nodes.document.DocumentTree;

/** An ADC on the wire. Public for JSON-B. */
public record AdcBody(
    UUID id,
    long version,
    Instant createdAt,
    Instant changedAt,
    Map<String, Object> document,
    Adc.Rollout rollout) {

  static AdcBody of(Adc adc) {
    return new AdcBody(
        adc.id().value(),
        adc.version(),
        adc.createdAt(),
        adc.changedAt(),
        DocumentTree.of(adc.document()),
        adc.rollout());
  }
}
