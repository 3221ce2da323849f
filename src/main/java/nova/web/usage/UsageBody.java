package nova.web.usage;

import java.time.Instant;
import java.util.List;

/** Usage on the wire. Public for JSON-B. */
public record UsageBody(
    Instant from,
    Instant to,
    String per,
    long nodeHours,
    long billableNodeHours,
    int freeNodesPerHour,
    List<BucketBody> buckets) {

  /** One hour or day. */
  public record BucketBody(Instant start, long nodeHours, long billableNodeHours, long maxNodes) {}
}
