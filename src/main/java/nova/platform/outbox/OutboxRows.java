package nova.platform.outbox;

import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import nova.kernel.AcrossTenants;
import nova.platform.Component;
import nova.platform.persistence.Database;
import nova.platform.persistence.Rows;

/** The table, as its deliverer sees it. Every step is a transaction of its own. */
@Component
@AcrossTenants("messages of all tenants leave by one door; payloads are not looked into")
class OutboxRows {
  private static final String TAKE =
      """
      UPDATE outbox SET attempts = attempts + 1, next_attempt_at = :leasedUntil
      WHERE id = (SELECT id FROM outbox WHERE state = 'waiting' AND next_attempt_at <= :now
                  ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING id, key, kind, payload, attempts
      """;
  private static final String SETTLE =
      """
      UPDATE outbox SET state = :state, payload = '', last_error = :error, settled_at = :now
      WHERE id = :id AND state = 'waiting'
      """;
  private static final String POSTPONE =
      "UPDATE outbox SET next_attempt_at = :next, last_error = :error WHERE id = :id AND state = 'waiting'";
  private static final String FORGET =
      "DELETE FROM outbox WHERE state <> 'waiting' AND settled_at < :before";
  private final Database database;

  @Inject
  OutboxRows(Database database) {
    this.database = database;
  }

  Optional<OutboxMessage> take(Instant now, Instant leasedUntil) {
    return database.outside(
        entities -> {
          var taking =
              entities
                  .createNativeQuery(TAKE, Tuple.class)
                  .setParameter("now", now)
                  .setParameter("leasedUntil", leasedUntil);
          return Rows.of(taking).stream().map(OutboxRows::message).findFirst();
        });
  }

  private static OutboxMessage message(Tuple row) {
    return new OutboxMessage(
        row.get("id", UUID.class),
        row.get("key", String.class),
        row.get("kind", String.class),
        row.get("payload", String.class),
        row.get("attempts", Integer.class));
  }

  void delivered(OutboxMessage message, Instant now) {
    settle(message, "delivered", "", now);
  }

  void dead(OutboxMessage message, String error, Instant now) {
    settle(message, "dead", error, now);
  }

  private void settle(OutboxMessage message, String state, String error, Instant now) {
    database.outside(
        entities ->
            entities
                .createNativeQuery(SETTLE)
                .setParameter("state", state)
                .setParameter("error", error)
                .setParameter("now", now)
                .setParameter("id", message.id())
                .executeUpdate());
  }

  void postpone(OutboxMessage message, String error, Instant next) {
    database.outside(
        entities ->
            entities
                .createNativeQuery(POSTPONE)
                .setParameter("next", next)
                .setParameter("error", error)
                .setParameter("id", message.id())
                .executeUpdate());
  }

  int forget(Instant before) {
    return database.outside(
        entities ->
            entities.createNativeQuery(FORGET).setParameter("before", before).executeUpdate());
  }
}
