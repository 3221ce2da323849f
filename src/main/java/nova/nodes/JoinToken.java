package nova.nodes;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What lets machines in. The secret itself is not here: we do not have it. */
public record JoinToken(
    UUID id,
    String name,
    Instant createdAt,
    Instant expiresAt,
    int uses,
    int usesLeft,
    @Nullable Instant revokedAt) {

  public enum State {
    USABLE,
    EXPIRED,
    USED_UP,
    REVOKED
  }

  public State state(Instant now) {
    if (revokedAt != null) {
      return State.REVOKED;
    }
    if (usesLeft == 0) {
      return State.USED_UP;
    }
    return now.isBefore(expiresAt) ? State.USABLE : State.EXPIRED;
  }
}
