package nova.metering;

import java.time.Instant;
import nova.kernel.NodeId;
import nova.kernel.UtcHour;

/** One node in one hour, and what shows that it was there. */
public record NodeHour(NodeId node, UtcHour hour, Instant first, Instant last, boolean closed) {}
