package nova.platform.outbox;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.InstantSource;
import nova.platform.Component;
import nova.platform.ids.Ids;

/** Where a transaction leaves what others shall be told once it is committed. */
@Component
public class Outbox {
  private final Ids ids;
  private final InstantSource clock;
  private final OutboxBell bell;

  @Inject
  Outbox(Ids ids, InstantSource clock, OutboxBell bell) {
    this.bell = bell;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Leaves a message. One with the same key was left before: nothing happens, and false.
   *
   * @param entities of the transaction at hand
   * @param key names the effect: whatever happens twice must make the same key twice
   * @param kind whose handler delivers it
   * @param payload what the handler needs; erased once delivered, so it may hold a secret for that
   *     long
   */
  public boolean leave(EntityManager entities, String key, String kind, String payload) {
    int left =
        entities
            .createNativeQuery(
                """
                INSERT INTO outbox (id, key, kind, payload, state, attempts, next_attempt_at, created_at)
                VALUES (:id, :key, :kind, :payload, 'waiting', 0, :now, :now)
                ON CONFLICT (key) DO NOTHING
                """)
            .setParameter("id", ids.next())
            .setParameter("key", key)
            .setParameter("kind", kind)
            .setParameter("payload", payload)
            .setParameter("now", clock.instant())
            .executeUpdate();
    if (left == 1) {
      bell.ringAfterCommit();
    }
    return left == 1;
  }
}
