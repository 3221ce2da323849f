package nova.tenants;

import nova.kernel.ChangeScope;

/** The audit log: who did what, when and why. Written once, never changed. */
public interface Audit {

  /**
   * Writes an entry in the transaction at hand.
   *
   * @param action what was done, stable: "organisation.rename"
   * @param subject to what: an id, or a name people know
   */
  void note(ChangeScope scope, String action, String subject);
}
