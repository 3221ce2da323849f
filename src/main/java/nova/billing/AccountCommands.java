package nova.billing;

import nova.kernel.ChangeScope;

/**
 * Changing how an organisation stands. Each works out the allowance of nodes anew, in the same
 * transaction.
 */
public interface AccountCommands {

  /**
   * From the next hour on. Answers the new revision; fires {@link PlanChosen}.
   *
   * @throws nova.kernel.FailureException Stale, or Conflict when more nodes run than the plan has
   */
  long choose(ChangeScope scope, Plan plan, long revision);

  /** Lower than what runs stops nothing. Answers the new revision. */
  long caps(ChangeScope scope, Caps caps, long revision);

  /** Whether there is a card that can be charged. Saying it again changes nothing. */
  boolean cardOnFile(ChangeScope scope, boolean onFile);

  /** True when it was another before. */
  boolean standing(ChangeScope scope, Standing standing);
}
