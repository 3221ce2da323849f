package nova.metering;

import nova.kernel.NodeId;

/** A node and in how many hours of a period it was there. */
public record NodeTotal(NodeId node, String name, String zone, long hours) {}
