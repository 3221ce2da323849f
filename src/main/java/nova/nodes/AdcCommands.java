package nova.nodes;

import nova.kernel.ChangeScope;
import nova.kernel.Failure;
import nova.nodes.document.AdcDocument;

/**
 * Changing ADCs. With each change the configs of all touched nodes are compiled anew in the same
 * transaction. A wrong document throws {@link Failure.Invalid} with all that is wrong.
 */
public interface AdcCommands {

  AdcId create(ChangeScope scope, AdcDocument document);

  /** Throws {@link Failure.Stale} when {@code version} is not the present one. */
  AdcId replace(ChangeScope scope, AdcId id, long version, AdcDocument document);

  AdcId delete(ChangeScope scope, AdcId id, long version);
}
