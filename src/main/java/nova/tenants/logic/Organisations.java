package nova.tenants.logic;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import nova.kernel.ChangeScope;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.kernel.Page;
import nova.kernel.PersonId;
import nova.kernel.TenantScope;
import nova.platform.Component;
import nova.platform.ids.Ids;
import nova.platform.ids.SecretToken;
import nova.platform.persistence.Database;
import nova.tenants.ApiToken;
import nova.tenants.Audit;
import nova.tenants.NewApiToken;
import nova.tenants.Organisation;
import nova.tenants.TenantCommands;
import nova.tenants.TenantQueries;
import nova.tenants.store.OrganisationStore;
import org.jspecify.annotations.Nullable;

/** Organisations and their API tokens. */
@Component
class Organisations implements TenantQueries, TenantCommands {
  private static final String TOKEN_PREFIX = "nova_api_";
  private final Database database;
  private final OrganisationStore store;
  private final Audit audit;
  private final Ids ids;

  @Inject
  Organisations(Database database, OrganisationStore store, Audit audit, Ids ids) {
    this.database = database;
    this.store = store;
    this.audit = audit;
    this.ids = ids;
  }

  @Override
  public Organisation organisation(TenantScope scope) {
    return store.find(scope).orElseThrow(() -> notFound("organisation"));
  }

  @Override
  public Page<ApiToken> apiTokens(TenantScope scope, int limit, @Nullable UUID before) {
    List<ApiToken> found = store.apiTokens(scope, limit + 1, before);
    return found.size() <= limit
        ? new Page<>(found, null)
        : new Page<>(found.subList(0, limit), found.get(limit - 1).id().toString());
  }

  @Override
  public List<String> billingAddresses(TenantScope scope) {
    return store.billingAddresses(scope);
  }

  @Override
  public Organisation rename(ChangeScope scope, String name, long version) {
    return database.change(
        scope,
        _ -> {
          if (!store.rename(scope, name, version)) {
            throw new FailureException(new Failure.Stale("organisation"));
          }
          audit.note(scope, "organisation.rename", name);
          return store.find(scope).orElseThrow(() -> notFound("organisation"));
        });
  }

  @Override
  public NewApiToken createApiToken(
      ChangeScope scope, PersonId maker, String name, @Nullable Duration life) {
    SecretToken secret = SecretToken.make(TOKEN_PREFIX);
    var expires = life == null ? null : scope.when().plus(life);
    var token = new ApiToken(ids.next(), name, scope.when(), expires, null);
    database.run(
        scope,
        _ -> {
          store.addApiToken(scope, token, secret.hash(), maker);
          audit.note(scope, "api-token.create", token.id().toString());
        });
    return new NewApiToken(token, secret.reveal());
  }

  @Override
  public UUID deleteApiToken(ChangeScope scope, UUID id) {
    return database.change(
        scope,
        _ -> {
          if (!store.deleteApiToken(scope, id)) {
            throw notFound("API token");
          }
          audit.note(scope, "api-token.delete", id.toString());
          return id;
        });
  }

  private static FailureException notFound(String what) {
    return new FailureException(new Failure.NotFound(what));
  }
}
