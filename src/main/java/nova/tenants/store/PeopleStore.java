package nova.tenants.store;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nova.kernel.PersonId;
import nova.kernel.TenantId;
import nova.platform.Component;
import nova.platform.persistence.Rows;
import nova.tenants.Membership;
import nova.tenants.Organisation;
import nova.tenants.Role;

/**
 * People, who belong to no tenant, and their verifications. Works in the transaction at hand: sign
 * up is one.
 */
@Component
public class PeopleStore {
  private static final String ADD =
      """
      INSERT INTO person (id, email, password_hash, created_at) VALUES (:id, :email, :hash, :now)
      ON CONFLICT (lower(email)) DO NOTHING
      """;
  private static final String FIND =
      "SELECT id, email, password_hash, email_verified_at IS NOT NULL FROM person WHERE lower(email) = lower(:email)";
  private static final String VERIFY =
      """
      UPDATE person p SET email_verified_at = coalesce(p.email_verified_at, :now)
      FROM email_verification v
      WHERE v.person_id = p.id AND v.token_hash = :hash AND v.expires_at > :now
      RETURNING p.email
      """;

  /** A person as the door needs to know one. */
  public record Person(PersonId id, String email, String passwordHash, boolean verified) {
    @Override
    public String toString() {
      return "Person[" + id + "]";
    }
  }

  @Inject
  public PeopleStore() {}

  /** False when the address is known, which the unique index decides. */
  public boolean add(
      EntityManager entities, PersonId id, String email, String passwordHash, Instant now) {
    return entities
            .createNativeQuery(ADD)
            .setParameter("id", id.value())
            .setParameter("email", email)
            .setParameter("hash", passwordHash)
            .setParameter("now", now)
            .executeUpdate()
        == 1;
  }

  public Optional<Person> find(EntityManager entities, String email) {
    var finding = entities.createNativeQuery(FIND, Tuple.class).setParameter("email", email);
    return Rows.of(finding).stream().map(PeopleStore::person).findFirst();
  }

  private static Person person(Tuple row) {
    return new Person(
        new PersonId(row.get(0, UUID.class)),
        row.get(1, String.class),
        row.get(2, String.class),
        row.get(3, Boolean.class));
  }

  public void addVerification(
      EntityManager entities,
      UUID id,
      PersonId person,
      byte[] tokenHash,
      Instant now,
      Instant expires) {
    entities
        .createNativeQuery(
            "INSERT INTO email_verification (id, person_id, token_hash, created_at, expires_at) VALUES (:id, :person, :hash, :now, :expires)")
        .setParameter("id", id)
        .setParameter("person", person.value())
        .setParameter("hash", tokenHash)
        .setParameter("now", now)
        .setParameter("expires", expires)
        .executeUpdate();
  }

  /** The verified address, if the token lives. */
  public Optional<String> verify(EntityManager entities, byte[] tokenHash, Instant now) {
    var verifying =
        entities
            .createNativeQuery(VERIFY, Tuple.class)
            .setParameter("hash", tokenHash)
            .setParameter("now", now);
    return Rows.of(verifying).stream().map(row -> row.get(0, String.class)).findFirst();
  }

  public List<Membership> memberships(EntityManager entities, PersonId person) {
    var finding =
        entities
            .createNativeQuery(
                "SELECT tenant_id, name, role, version, created_at FROM organisations_of(:person)",
                Tuple.class)
            .setParameter("person", person.value());
    return Rows.of(finding).stream().map(PeopleStore::membership).toList();
  }

  private static Membership membership(Tuple row) {
    var organisation =
        new Organisation(
            new TenantId(row.get(0, UUID.class)),
            row.get(1, String.class),
            row.get(3, Long.class),
            row.get(4, Instant.class));
    return new Membership(organisation, Role.of(row.get(2, String.class)));
  }
}
