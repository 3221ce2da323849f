package nova.nodes;

import java.time.Instant;

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

  /** Of the nodes that should serve this version: how many do, how many refused. */
  public record Rollout(int nodes, int applied, int refused) {}
}
