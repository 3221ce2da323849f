package nova.kernel;

import java.time.Instant;

/**
 * Whose data is changed, by whom, why and when. First argument of every command, so that the audit
 * entry comes free.
 *
 * @param why what the actor was doing, a short phrase for people: "console", "api", "hourly close"
 * @param when the moment the change counts from, by the injected clock
 */
public record ChangeScope(TenantId tenant, Actor actor, String why, Instant when) {

  /** The same for a reason that somebody gave. */
  public ChangeScope because(String reason) {
    return new ChangeScope(tenant, actor, reason, when);
  }

  public TenantScope reading() {
    return new TenantScope(tenant);
  }
}
