package nova.billing.logic;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nova.billing.BillingQueries;
import nova.billing.ChargedHour;
import nova.billing.Invoice;
import nova.billing.PaymentQueries;
import nova.billing.PaymentStatus;
import nova.billing.Standing;
import nova.billing.processor.PaymentProcessor;
import nova.billing.store.InvoiceRows;
import nova.billing.store.PaymentAccount;
import nova.billing.store.PaymentRows;
import nova.billing.store.UsageRows;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.kernel.Page;
import nova.kernel.TenantScope;
import nova.platform.Component;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;
import org.jspecify.annotations.Nullable;

/** Reading payments and invoices. */
@Component
class PaymentDesk implements PaymentQueries {
  private final Database database;
  private final PaymentProcessor processor;
  private final PaymentRows rows;
  private final InvoiceRows invoices;
  private final UsageRows usage;
  private final BillingQueries billing;
  private final Dunning dunning;

  @Inject
  PaymentDesk(
      Database database,
      PaymentProcessor processor,
      PaymentRows rows,
      InvoiceRows invoices,
      UsageRows usage,
      BillingQueries billing,
      Dunning dunning) {
    this.database = database;
    this.processor = processor;
    this.rows = rows;
    this.invoices = invoices;
    this.usage = usage;
    this.billing = billing;
    this.dunning = dunning;
  }

  @Override
  public PaymentStatus payment(TenantScope scope) {
    Optional<PaymentAccount> account =
        database.read(scope, it -> rows.find(Sql.in(it), scope.tenant()));
    Standing standing = billing.account(scope).standing();
    Instant since = account.map(PaymentAccount::pastDueSince).orElse(null);
    return new PaymentStatus(
        processor.on(),
        account.map(PaymentAccount::card).orElse(null),
        standing,
        since,
        since == null ? null : dunning.graceEnds(since));
  }

  @Override
  public Page<Invoice> invoices(TenantScope scope, int limit, @Nullable String after) {
    List<Invoice> found =
        database.read(scope, it -> invoices.page(Sql.in(it), scope.tenant(), limit + 1, after));
    return found.size() <= limit
        ? new Page<>(found, null)
        : new Page<>(found.subList(0, limit), found.get(limit - 1).id());
  }

  @Override
  public Invoice invoice(TenantScope scope, String id) {
    return database
        .read(scope, it -> invoices.find(Sql.in(it), scope.tenant(), id))
        .orElseThrow(() -> new FailureException(new Failure.NotFound("invoice")));
  }

  @Override
  public Page<ChargedHour> hours(
      TenantScope scope, String invoice, int place, int limit, long after) {
    Invoice.Line line =
        invoice(scope, invoice).lines().stream()
            .filter(one -> one.place() == place && one.price() != null)
            .findFirst()
            .orElseThrow(() -> new FailureException(new Failure.NotFound("line")));
    String price = String.valueOf(line.price());
    List<ChargedHour> found =
        database.read(
            scope,
            it ->
                usage.hours(
                    Sql.in(it), scope.tenant(), price, line.from(), line.to(), limit + 1, after));
    return found.size() <= limit
        ? new Page<>(found, null)
        : new Page<>(found.subList(0, limit), Long.toString(found.get(limit - 1).link()));
  }
}
