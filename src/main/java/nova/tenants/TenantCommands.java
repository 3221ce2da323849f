package nova.tenants;

import java.time.Duration;
import java.util.UUID;
import nova.kernel.ChangeScope;
import nova.kernel.PersonId;
import org.jspecify.annotations.Nullable;

/** Changing an organisation. */
public interface TenantCommands {

  /** Throws {@link nova.kernel.Failure.Stale} when {@code version} is not the present one. */
  Organisation rename(ChangeScope scope, String name, long version);

  /**
   * Makes a token for a program.
   *
   * @param life null: for ever
   */
  NewApiToken createApiToken(
      ChangeScope scope, PersonId maker, String name, @Nullable Duration life);

  /** It is refused from now on. Throws {@link nova.kernel.Failure.NotFound}. */
  UUID deleteApiToken(ChangeScope scope, UUID id);
}
