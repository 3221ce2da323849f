package nova.kernel;

/**
 * Whose data is read. First argument of every query; never ambient. Holding one is a right: only
 * the doors (REST security, agent link) and jobs make them, after they know who asks.
 */
public record TenantScope(TenantId tenant) {}
