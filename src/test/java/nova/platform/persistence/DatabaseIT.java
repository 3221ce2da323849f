package nova.platform.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.File;
import java.time.Instant;
import java.util.UUID;
import nova.kernel.Actor;
import nova.kernel.ChangeScope;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.kernel.TenantId;
import nova.testing.NovaWar;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Transactions in the real server, on the real database. */
@ExtendWith(ArquillianExtension.class)
class DatabaseIT {
  @Inject Database database;

  @Deployment
  static WebArchive war() throws Exception {
    var assertj =
        new File(Assertions.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return NovaWar.shipped().addClass(DatabaseIT.class).addAsLibraries(assertj);
  }

  @Test
  void a_change_is_seen_by_its_tenant_and_nobody_else() {
    ChangeScope mine = somebody();
    ChangeScope theirs = somebody();
    database.run(mine, entities -> addTenant(entities, mine));
    assertThat(database.read(mine.reading(), DatabaseIT::tenants)).isOne();
    assertThat(database.read(theirs.reading(), DatabaseIT::tenants)).isZero();
    assertThat(database.outside(DatabaseIT::tenants)).isZero();
  }

  @Test
  void a_failure_rolls_everything_back_and_arrives_as_it_is() {
    ChangeScope mine = somebody();
    var failure = new FailureException(new Failure.NotFound("test"));
    assertThatThrownBy(
            () ->
                database.run(
                    mine,
                    entities -> {
                      addTenant(entities, mine);
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(database.read(mine.reading(), DatabaseIT::tenants)).isZero();
  }

  @Test
  void a_change_within_a_change_is_the_same_transaction() {
    ChangeScope mine = somebody();
    assertThatThrownBy(
            () ->
                database.run(
                    mine,
                    _ -> {
                      database.run(mine, entities -> addTenant(entities, mine));
                      throw new IllegalArgumentException("outer");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(database.read(mine.reading(), DatabaseIT::tenants)).isZero();
  }

  @Test
  void a_transaction_belongs_to_one_tenant() {
    ChangeScope mine = somebody();
    ChangeScope theirs = somebody();
    assertThatThrownBy(() -> database.run(mine, _ -> database.run(theirs, _ -> {})))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> database.run(mine, _ -> database.outside(_ -> true)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> database.<Boolean>outside(_ -> database.change(mine, _ -> true)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_read_sees_what_is_committed_and_cannot_write() {
    ChangeScope mine = somebody();
    Long seen =
        database.change(
            mine,
            entities -> {
              addTenant(entities, mine);
              return database.read(mine.reading(), DatabaseIT::tenants);
            });
    assertThat(seen).isZero();
    assertThat(database.read(mine.reading(), DatabaseIT::tenants)).isOne();
    assertThatThrownBy(
            () ->
                database.read(
                    mine.reading(),
                    entities ->
                        entities.createNativeQuery("UPDATE tenant SET name = 'x'").executeUpdate()))
        .hasStackTraceContaining("read-only transaction");
  }

  private static ChangeScope somebody() {
    var tenant = new TenantId(UUID.randomUUID());
    return new ChangeScope(tenant, new Actor.Job("test"), "test", Instant.EPOCH);
  }

  private static void addTenant(EntityManager entities, ChangeScope scope) {
    entities
        .createNativeQuery("INSERT INTO tenant (id, name, created_at) VALUES (:id, 'Acme', now())")
        .setParameter("id", scope.tenant().value())
        .executeUpdate();
  }

  private static Long tenants(EntityManager entities) {
    return (Long)
        entities.createNativeQuery("SELECT count(*) FROM tenant", Long.class).getSingleResult();
  }
}
