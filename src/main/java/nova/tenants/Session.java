package nova.tenants;

import java.time.Instant;
import java.util.List;
import nova.kernel.PersonId;

/**
 * A signed-in person.
 *
 * @param csrfToken repeated by our own pages on every change, so that nobody else's page can make
 *     one
 * @param expiresAt when it ends at the latest, if not left idle before
 */
public record Session(
    PersonId person,
    String email,
    String csrfToken,
    Instant expiresAt,
    List<Membership> memberships) {
  public Session {
    memberships = List.copyOf(memberships);
  }

  @Override
  public String toString() {
    return "Session[" + person + "]";
  }
}
