package nova.tenants;

import java.time.Instant;
import nova.kernel.TenantId;

/**
 * A customer.
 *
 * @param version grows with every change; its ETag
 */
public record Organisation(TenantId id, String name, long version, Instant createdAt) {}
