package nova.tenants.store;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nova.kernel.ChangeScope;
import nova.kernel.PersonId;
import nova.kernel.TenantId;
import nova.kernel.TenantScope;
import nova.platform.Component;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;
import nova.tenants.ApiToken;
import nova.tenants.Organisation;
import nova.tenants.Role;
import org.jspecify.annotations.Nullable;

/** Organisations, who belongs to them, and their API tokens. */
@Component
public class OrganisationStore {
  private static final String FIND =
      "select t.id, t.name, t.version, t.createdAt from Tenant t where t.id = :id";
  private static final String TOKENS =
      """
      select new nova.tenants.ApiToken(t.id, t.name, t.createdAt, t.expiresAt, t.lastUsedAt)
      from ApiToken t where t.tenant = :tenant and t.id < :before order by t.id desc
      """;
  private static final UUID NEWEST = new UUID(-1, -1);
  private final Database database;

  @Inject
  public OrganisationStore(Database database) {
    this.database = database;
  }

  public Optional<Organisation> find(TenantScope scope) {
    return database.read(scope, entities -> find(entities, scope.tenant()));
  }

  /** As the transaction at hand sees it. */
  public Optional<Organisation> find(ChangeScope scope) {
    return database.change(scope, entities -> find(entities, scope.tenant()));
  }

  private static Optional<Organisation> find(EntityManager entities, TenantId tenant) {
    return entities
        .createQuery(FIND, Object[].class)
        .setParameter("id", tenant.value())
        .getResultStream()
        .map(row -> new Organisation(tenant, (String) row[1], (Long) row[2], (Instant) row[3]))
        .findFirst();
  }

  public void add(ChangeScope scope, String name, PersonId owner) {
    database.run(
        scope,
        entities -> {
          entities.persist(new TenantRow(scope.tenant().value(), name, scope.when()));
          entities.flush();
          entities
              .createNativeQuery(
                  "INSERT INTO membership (tenant_id, person_id, role, created_at) VALUES (:tenant, :person, :role, :now)")
              .setParameter("tenant", scope.tenant().value())
              .setParameter("person", owner.value())
              .setParameter("role", Role.OWNER.word())
              .setParameter("now", scope.when())
              .executeUpdate();
        });
  }

  /** False when {@code version} is not the present one. */
  public boolean rename(ChangeScope scope, String name, long version) {
    return database.change(
        scope,
        entities ->
            entities
                    .createQuery(
                        "update Tenant t set t.name = :name, t.version = t.version + 1 where t.id = :id and t.version = :version")
                    .setParameter("name", name)
                    .setParameter("id", scope.tenant().value())
                    .setParameter("version", version)
                    .executeUpdate()
                == 1);
  }

  /** Newest first; one more than the page tells that there is a next. */
  public List<ApiToken> apiTokens(TenantScope scope, int limit, @Nullable UUID before) {
    return database.read(
        scope,
        entities ->
            entities
                .createQuery(TOKENS, ApiToken.class)
                .setParameter("tenant", scope.tenant().value())
                .setParameter("before", before == null ? NEWEST : before)
                .setMaxResults(limit)
                .getResultList());
  }

  public List<String> billingAddresses(TenantScope scope) {
    return database.read(
        scope,
        entities ->
            Sql.in(entities)
                .rows(
                    """
                    SELECT p.email FROM membership m JOIN person p ON p.id = m.person_id
                    WHERE m.tenant_id = ? AND m.role IN ('owner', 'billing')
                      AND p.email_verified_at IS NOT NULL
                    ORDER BY p.email LIMIT 50
                    """,
                    row -> Sql.text(row, "email"),
                    scope.tenant().value()));
  }

  public void addApiToken(ChangeScope scope, ApiToken token, byte[] hash, PersonId maker) {
    var row =
        new ApiTokenRow(
            scope.tenant().value(),
            token.id(),
            token.name(),
            hash,
            maker.value(),
            token.createdAt(),
            token.expiresAt());
    database.run(scope, entities -> entities.persist(row));
  }

  /** False when there is none. */
  public boolean deleteApiToken(ChangeScope scope, UUID id) {
    return database.change(
        scope,
        entities ->
            entities
                    .createQuery("delete from ApiToken t where t.tenant = :tenant and t.id = :id")
                    .setParameter("tenant", scope.tenant().value())
                    .setParameter("id", id)
                    .executeUpdate()
                == 1);
  }
}
