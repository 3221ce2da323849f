package nova.web.access;

import java.time.Instant;
import java.util.UUID;
import nova.tenants.Membership;
import nova.tenants.Organisation;
import nova.tenants.Role;

/** An organisation on the wire. Public for JSON-B. */
public record OrganisationBody(UUID id, String name, String role, Instant createdAt) {

  static OrganisationBody of(Membership membership) {
    return of(membership.organisation(), membership.role());
  }

  static OrganisationBody of(Organisation organisation, Role role) {
    return new OrganisationBody(
        organisation.id().value(), organisation.name(), role.word(), organisation.createdAt());
  }
}
