package nova.tenants;

import java.util.UUID;

/** Who presented a valid API token: a program of one organisation. It operates; it never rules. */
public record TokenHolder(Organisation organisation, UUID id, String name) {
  public Role role() {
    return Role.OPERATOR;
  }
}
