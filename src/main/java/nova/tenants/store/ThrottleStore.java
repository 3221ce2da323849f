package nova.tenants.store;

import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import nova.kernel.AcrossTenants;
import nova.platform.Component;
import nova.platform.persistence.Database;
import nova.platform.persistence.Rows;

/** How often somebody knocked. */
@Component
@AcrossTenants("whoever knocks has no tenant yet")
public class ThrottleStore {
  private static final String COUNT =
      """
      INSERT INTO throttle AS t (subject, started_at, hits) VALUES (:subject, :now, 1)
      ON CONFLICT (subject) DO UPDATE SET
        hits = CASE WHEN t.started_at <= :windowStart THEN 1 ELSE t.hits + 1 END,
        started_at = CASE WHEN t.started_at <= :windowStart THEN :now ELSE t.started_at END
      RETURNING hits, started_at
      """;
  private final Database database;

  /** Knocks in the running window. */
  public record Knocks(int count, Instant startedAt) {}

  @Inject
  public ThrottleStore(Database database) {
    this.database = database;
  }

  public Knocks count(String subject, Instant now, Duration window) {
    return database.outside(
        entities -> {
          var counting =
              entities
                  .createNativeQuery(COUNT, Tuple.class)
                  .setParameter("subject", subject)
                  .setParameter("now", now)
                  .setParameter("windowStart", now.minus(window));
          Tuple row = Rows.of(counting).getFirst();
          return new Knocks(row.get(0, Integer.class), row.get(1, Instant.class));
        });
  }

  public void forget(String subject) {
    database.outside(
        entities ->
            entities
                .createNativeQuery("DELETE FROM throttle WHERE subject = :subject")
                .setParameter("subject", subject)
                .executeUpdate());
  }
}
