package nova.billing;

import nova.kernel.Page;
import nova.kernel.TenantScope;
import org.jspecify.annotations.Nullable;

/** Reading how an organisation pays, and its invoices. */
public interface PaymentQueries {
  PaymentStatus payment(TenantScope scope);

  /**
   * Newest first. Invoices of nothing are left out.
   *
   * @param after only older ones than this id; null: from the newest
   */
  Page<Invoice> invoices(TenantScope scope, int limit, @Nullable String after);

  /** Throws {@link nova.kernel.Failure.NotFound} when there is none. */
  Invoice invoice(TenantScope scope, String id);

  /**
   * What a line is made of, oldest first.
   *
   * @param after the link to go on after; 0: from the first
   */
  Page<ChargedHour> hours(TenantScope scope, String invoice, int line, int limit, long after);
}
