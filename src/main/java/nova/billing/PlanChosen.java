package nova.billing;

import nova.kernel.ChangeScope;

/** Another plan counts from the next hour on. Fired inside the transaction that writes it. */
public record PlanChosen(ChangeScope scope, Plan before, Plan after) {}
