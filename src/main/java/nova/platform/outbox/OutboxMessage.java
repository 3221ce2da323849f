package nova.platform.outbox;

import java.util.UUID;

/**
 * A message this copy has taken for the length of the lease.
 *
 * @param attempts including this one
 */
record OutboxMessage(UUID id, String key, String kind, String payload, int attempts) {
  @Override
  public String toString() {
    return "OutboxMessage[" + id + " " + kind + "]";
  }
}
