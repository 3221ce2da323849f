package nova.nodes.document;

/** Inclusive. */
public record StatusRange(int from, int to) {}
