package nova.tenants.store;

import jakarta.inject.Inject;
import java.util.UUID;
import nova.kernel.Actor;
import nova.kernel.ChangeScope;
import nova.platform.Component;
import nova.platform.ids.Ids;
import nova.platform.persistence.Database;
import nova.tenants.Audit;
import org.jspecify.annotations.Nullable;

/** Entries of the audit log. The application's role may only add. */
@Component
public class AuditStore implements Audit {
  private static final String ADD =
      """
      INSERT INTO audit_entry (tenant_id, id, at, actor_kind, actor_id, actor_name, why, action, subject)
      VALUES (:tenant, :id, :at, :kind, cast(nullif(:actor, '') as uuid), :name, :why, :action, :subject)
      """;
  private final Database database;
  private final Ids ids;

  @Inject
  public AuditStore(Database database, Ids ids) {
    this.database = database;
    this.ids = ids;
  }

  private record Author(String kind, @Nullable UUID id, String name) {
    static Author of(Actor actor) {
      return switch (actor) {
        case Actor.Person(var id) -> new Author("person", id.value(), "");
        case Actor.ApiToken(var id, var name) -> new Author("api-token", id, name);
        case Actor.Node(var id) -> new Author("node", id.value(), "");
        case Actor.Job(var name) -> new Author("job", null, name);
      };
    }

    String idText() {
      return id == null ? "" : id.toString();
    }
  }

  @Override
  public void note(ChangeScope scope, String action, String subject) {
    Author author = Author.of(scope.actor());
    database.run(
        scope,
        entities ->
            entities
                .createNativeQuery(ADD)
                .setParameter("tenant", scope.tenant().value())
                .setParameter("id", ids.next())
                .setParameter("at", scope.when())
                .setParameter("kind", author.kind())
                .setParameter("actor", author.idText())
                .setParameter("name", author.name())
                .setParameter("why", scope.why())
                .setParameter("action", action)
                .setParameter("subject", subject)
                .executeUpdate());
  }
}
