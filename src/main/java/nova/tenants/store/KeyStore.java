package nova.tenants.store;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import nova.kernel.PersonId;
import nova.kernel.TenantId;
import nova.platform.Component;
import nova.platform.persistence.Rows;
import nova.tenants.Organisation;
import nova.tenants.TokenHolder;

/** Sessions, and the holders of API tokens: found by the hash of what was presented. */
@Component
public class KeyStore {
  private static final String ADD =
      """
      INSERT INTO session (id, person_id, token_hash, csrf_token, created_at, last_seen_at, expires_at)
      VALUES (:id, :person, :hash, :csrf, :now, :now, :expires)
      """;
  private static final String FIND =
      """
      SELECT s.person_id, p.email, s.csrf_token, s.expires_at, s.last_seen_at
      FROM session s JOIN person p ON p.id = s.person_id
      WHERE s.token_hash = :hash AND s.expires_at > :now AND s.last_seen_at > :idleSince
      """;
  private static final String HOLDER =
      "SELECT tenant_id, id, name, organisation, version, created_at FROM use_api_token(:hash, :now)";

  /** A session without the organisations of its person. */
  public record OpenSession(
      PersonId person, String email, String csrfToken, Instant expiresAt, Instant lastSeenAt) {
    @Override
    public String toString() {
      return "OpenSession[" + person + "]";
    }
  }

  @Inject
  public KeyStore() {}

  public void add(EntityManager entities, UUID id, byte[] tokenHash, OpenSession session) {
    entities
        .createNativeQuery(ADD)
        .setParameter("id", id)
        .setParameter("person", session.person().value())
        .setParameter("hash", tokenHash)
        .setParameter("csrf", session.csrfToken())
        .setParameter("now", session.lastSeenAt())
        .setParameter("expires", session.expiresAt())
        .executeUpdate();
  }

  public Optional<OpenSession> find(
      EntityManager entities, byte[] tokenHash, Instant now, Instant idleSince) {
    var finding =
        entities
            .createNativeQuery(FIND, Tuple.class)
            .setParameter("hash", tokenHash)
            .setParameter("now", now)
            .setParameter("idleSince", idleSince);
    return Rows.of(finding).stream().map(KeyStore::session).findFirst();
  }

  private static OpenSession session(Tuple row) {
    return new OpenSession(
        new PersonId(row.get(0, UUID.class)),
        row.get(1, String.class),
        row.get(2, String.class),
        row.get(3, Instant.class),
        row.get(4, Instant.class));
  }

  public void touch(EntityManager entities, byte[] tokenHash, Instant now) {
    entities
        .createNativeQuery("UPDATE session SET last_seen_at = :now WHERE token_hash = :hash")
        .setParameter("now", now)
        .setParameter("hash", tokenHash)
        .executeUpdate();
  }

  public void remove(EntityManager entities, byte[] tokenHash) {
    entities
        .createNativeQuery("DELETE FROM session WHERE token_hash = :hash")
        .setParameter("hash", tokenHash)
        .executeUpdate();
  }

  public Optional<TokenHolder> holder(EntityManager entities, byte[] tokenHash, Instant now) {
    var finding =
        entities
            .createNativeQuery(HOLDER, Tuple.class)
            .setParameter("hash", tokenHash)
            .setParameter("now", now);
    return Rows.of(finding).stream().map(KeyStore::holder).findFirst();
  }

  private static TokenHolder holder(Tuple row) {
    var organisation =
        new Organisation(
            new TenantId(row.get(0, UUID.class)),
            row.get(3, String.class),
            row.get(4, Long.class),
            row.get(5, Instant.class));
    return new TokenHolder(organisation, row.get(1, UUID.class), row.get(2, String.class));
  }

  /** What has run out: sessions, links of letters, counts of knocks. */
  public int removeExpired(
      EntityManager entities, Instant now, Instant idleSince, Instant windowStart) {
    int sessions =
        entities
            .createNativeQuery(
                "DELETE FROM session WHERE expires_at <= :now OR last_seen_at <= :idleSince")
            .setParameter("now", now)
            .setParameter("idleSince", idleSince)
            .executeUpdate();
    int links =
        entities
            .createNativeQuery("DELETE FROM email_verification WHERE expires_at <= :now")
            .setParameter("now", now)
            .executeUpdate();
    int counts =
        entities
            .createNativeQuery("DELETE FROM throttle WHERE started_at <= :windowStart")
            .setParameter("windowStart", windowStart)
            .executeUpdate();
    return sessions + links + counts;
  }
}
