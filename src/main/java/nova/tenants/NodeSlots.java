package nova.tenants;

import java.time.Duration;
import java.util.UUID;
import nova.kernel.ChangeScope;
import nova.kernel.TenantScope;

/**
 * A slot for every node, and for every launch that will become one. Taken before the node exists,
 * under a lock on the organisation's allowance, in the transaction that makes the node: two that
 * ask at once for the last slot stand in line, and one is refused. An allowance that sinks below
 * what is taken takes nothing away.
 */
public interface NodeSlots {

  /** Slots in use now, and how many there may be. */
  record Use(int taken, NodeAllowance allowance) {}

  Use use(TenantScope scope);

  /** What billing worked out; the present one is replaced. */
  void allow(ChangeScope scope, NodeAllowance allowance);

  /**
   * For a node, until it is given back. Who has one already keeps it.
   *
   * @throws nova.kernel.FailureException with {@link nova.kernel.Failure.Conflict}, its code and
   *     message those of the allowance, when none is free
   */
  void take(ChangeScope scope, UUID holder);

  /** For a launch: ends by itself when no node came of it. Refuses as {@link #take} does. */
  void lease(ChangeScope scope, UUID launch, Duration life);

  /** The launch became a node. False when its lease has ended: take a slot then. */
  boolean handOver(ChangeScope scope, UUID launch, UUID node);

  /** Nothing happens when the holder has none. */
  void giveBack(ChangeScope scope, UUID holder);
}
