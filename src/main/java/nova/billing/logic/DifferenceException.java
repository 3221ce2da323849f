package nova.billing.logic;

import nova.kernel.TenantId;

/** The payment processor counts something else than we reported. For the error reports. */
final class DifferenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DifferenceException(TenantId tenant, String invoice, long ours, long theirs) {
    super(
        "invoice %s of %s: reported %d node-hours, counted %d"
            .formatted(invoice, tenant, ours, theirs));
  }
}
