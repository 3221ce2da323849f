package nova.web.access;

import java.time.Instant;
import java.util.UUID;
import nova.tenants.ApiToken;
import nova.tenants.NewApiToken;
import org.jspecify.annotations.Nullable;

/**
 * An API token on the wire. Public for JSON-B.
 *
 * @param token the secret: only in the answer that makes it
 */
public record ApiTokenBody(
    UUID id,
    String name,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt,
    @Nullable String token) {

  static ApiTokenBody of(ApiToken token) {
    return of(token, null);
  }

  static ApiTokenBody of(NewApiToken made) {
    return of(made.token(), made.secret());
  }

  private static ApiTokenBody of(ApiToken token, @Nullable String secret) {
    return new ApiTokenBody(
        token.id(), token.name(), token.createdAt(), token.expiresAt(), token.lastUsedAt(), secret);
  }

  @Override
  public String toString() {
    return "ApiTokenBody[" + id + "]";
  }
}
