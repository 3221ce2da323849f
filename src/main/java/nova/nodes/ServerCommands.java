package nova.nodes;

import nova.kernel.ChangeScope;
import nova.kernel.Failure;
import nova.nodes.document.ServerChange;
import org.jspecify.annotations.Nullable;

/**
 * Working on one server at a time. What changes anything makes a new version of the ADC, with
 * author and why; what changes nothing makes none, so a command that is sent twice is done once.
 */
public interface ServerCommands {

  /** Which one. */
  record Target(AdcId adc, String pool, String server) {}

  /**
   * Throws {@link Failure.Stale} when a {@code version} is given and is not the present one, {@link
   * Failure.Invalid} when there is no such pool or server or the change would leave the document
   * wrong.
   *
   * @param version null: whatever is present
   */
  AdcId change(ChangeScope scope, Target target, @Nullable Long version, ServerChange change);
}
