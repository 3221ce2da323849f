package nova.tenants;

import nova.kernel.ChangeScope;

/** Somebody signed up. Fired inside the transaction that makes the organisation. */
public record OrganisationMade(ChangeScope scope) {}
