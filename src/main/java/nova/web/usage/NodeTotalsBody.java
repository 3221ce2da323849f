package nova.web.usage;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nova.metering.NodeTotal;

/** Node-hours by node on the wire. Public for JSON-B. */
public record NodeTotalsBody(Instant from, Instant to, List<TotalBody> nodes) {

  /** One node. */
  public record TotalBody(UUID nodeId, String name, String zone, long nodeHours) {
    static TotalBody of(NodeTotal total) {
      return new TotalBody(total.node().value(), total.name(), total.zone(), total.hours());
    }
  }
}
