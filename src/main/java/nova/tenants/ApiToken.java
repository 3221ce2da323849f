package nova.tenants;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A program's way in, without its secret.
 *
 * @param expiresAt null: never
 * @param lastUsedAt to the hour; null: not yet
 */
public record ApiToken(
    UUID id,
    String name,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {}
