package nova.nodes;

import java.time.Instant;
import nova.nodes.document.AdcDocument;

/**
 * An ADC as it stands.
 *
 * @param version grows by one with every edit; also its ETag
 */
public record Adc(
    AdcId id,
    long version,
    Instant createdAt,
    Instant changedAt,
    AdcDocument document,
    Rollout rollout) {

  /** Of the nodes that should serve this version: how many do, refused, or are too old for it. */
  public record Rollout(int nodes, int applied, int refused, int held) {}
}
