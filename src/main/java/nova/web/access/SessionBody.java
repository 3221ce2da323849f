package nova.web.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nova.tenants.Session;

/** A session on the wire. Public for JSON-B. */
public record SessionBody(
    PersonBody person, List<OrganisationBody> organisations, String csrfToken, Instant expiresAt) {

  /** Who is signed in. */
  public record PersonBody(UUID id, String email) {}

  static SessionBody of(Session session) {
    return new SessionBody(
        new PersonBody(session.person().value(), session.email()),
        session.memberships().stream().map(OrganisationBody::of).toList(),
        session.csrfToken(),
        session.expiresAt());
  }

  @Override
  public String toString() {
    return "SessionBody[" + person.id() + "]";
  }
}
