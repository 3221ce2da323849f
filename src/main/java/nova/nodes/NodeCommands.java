package nova.nodes;

import java.time.Duration;
import java.util.UUID;
import nova.kernel.ChangeScope;
import nova.kernel.Failure;
import nova.kernel.NodeId;
import org.jspecify.annotations.Nullable;

/** Changing nodes. What there is not, or is not theirs, throws {@link Failure.NotFound}. */
public interface NodeCommands {

  /** What is null stays. Throws {@link Failure.Stale} when {@code revision} is not the present. */
  NodeId change(
      ChangeScope scope, NodeId id, @Nullable String name, @Nullable String zone, long revision);

  /** Its key is refused from now on, its connection ends, its name is free. */
  NodeId retire(ChangeScope scope, NodeId id);

  NewJoinToken createJoinToken(ChangeScope scope, String name, Duration life, int uses);

  UUID revokeJoinToken(ChangeScope scope, UUID id);
}
