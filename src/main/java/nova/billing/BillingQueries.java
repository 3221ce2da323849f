package nova.billing;

import java.util.List;
import java.util.UUID;
import nova.billing.Outlook.Simulation;
import nova.kernel.Page;
import nova.kernel.TenantScope;
import nova.kernel.UtcHour;
import org.jspecify.annotations.Nullable;

/** Reading plans, costs and limits. */
public interface BillingQueries {
  Account account(TenantScope scope);

  /** The terms of every plan that a customer of this installation may choose, as they are now. */
  List<PlanTerms> plans(TenantScope scope);

  /** Closed hours as they were charged, open ones as they are; {@code to} is not included. */
  Cost cost(TenantScope scope, UtcHour from, UtcHour to);

  Outlook outlook(TenantScope scope);

  Simulation simulate(TenantScope scope, int nodes);

  /** Newest first. */
  Page<SpendWarning> warnings(TenantScope scope, int limit, @Nullable UUID before);
}
