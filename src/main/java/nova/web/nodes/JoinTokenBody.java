package nova.web.nodes;

import java.time.Instant;
import java.util.UUID;
import nova.nodes.JoinToken;
import org.jspecify.annotations.Nullable;

/**
 * A join token on the wire. Public for JSON-B.
 *
 * @param token the secret: only in the answer that makes it
 * @param command likewise
 */
public record JoinTokenBody(
    UUID id,
    String name,
    Instant createdAt,
    Instant expiresAt,
    int uses,
    int usesLeft,
    String state,
    @Nullable String token,
    @Nullable String command) {

  static JoinTokenBody of(JoinToken token, Instant now) {
    return of(token, now, null, null);
  }

  static JoinTokenBody of(
      JoinToken token, Instant now, @Nullable String secret, @Nullable String command) {
    return new JoinTokenBody(
        token.id(),
        token.name(),
        token.createdAt(),
        token.expiresAt(),
        token.uses(),
        token.usesLeft(),
        NodeBody.word(token.state(now)),
        secret,
        command);
  }

  @Override
  public String toString() {
    return "JoinTokenBody[" + id + "]";
  }
}
