package nova.billing.logic;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import nova.billing.Invoice;
import nova.billing.processor.PaymentProcessor;
import nova.billing.processor.ProcessorException;
import nova.billing.processor.UsagePrice;
import nova.billing.store.InvoiceRows;
import nova.billing.store.InvoiceRows.Comparison;
import nova.billing.store.PaymentAccount;
import nova.billing.store.PaymentRows;
import nova.billing.store.UsageRows;
import nova.kernel.AcrossTenants;
import nova.kernel.ChangeScope;
import nova.kernel.TenantId;
import nova.platform.Component;
import nova.platform.errors.ErrorReports;
import nova.platform.jobs.Job;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;

/**
 * In the hour in which an invoice is a draft: compares what the processor counted with what we
 * reported, as long as it can still be put right. A difference is told to us and shown.
 */
@Component
@AcrossTenants("looks for drafts of everybody")
class Drafts implements Job {
  private static final System.Logger LOG = System.getLogger(Drafts.class.getName());
  private static final int NEWEST = 3;
  private final PaymentLimits limits = PaymentLimits.defaults();
  private final Database database;
  private final PaymentProcessor processor;
  private final PaymentRows rows;
  private final InvoiceRows invoices;
  private final UsageRows usage;
  private final Synchronisation synchronisation;
  private final ErrorReports reports;
  private final InstantSource clock;

  @Inject
  Drafts(
      Database database,
      PaymentProcessor processor,
      PaymentRows rows,
      InvoiceRows invoices,
      UsageRows usage,
      Synchronisation synchronisation,
      ErrorReports reports,
      InstantSource clock) {
    this.database = database;
    this.processor = processor;
    this.rows = rows;
    this.invoices = invoices;
    this.usage = usage;
    this.synchronisation = synchronisation;
    this.reports = reports;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "invoice-drafts";
  }

  @Override
  public Duration every() {
    return limits.draftsEvery();
  }

  @Override
  public void run() {
    if (!processor.on()) {
      return;
    }
    Instant now = clock.instant();
    for (TenantId tenant : database.outside(it -> rows.withDrafts(Sql.in(it), now))) {
      try {
        synchronisation.run(tenant);
        compare(synchronisation.scope(tenant));
      } catch (ProcessorException e) {
        LOG.log(WARNING, "Drafts of {0} are not compared: {1}", tenant, e.getMessage());
        if (e.passing()) {
          return;
        }
      }
    }
  }

  private void compare(ChangeScope scope) {
    TenantId tenant = scope.tenant();
    PaymentAccount account =
        database.change(scope, it -> rows.find(Sql.in(it), tenant).orElseThrow());
    var newest = database.change(scope, it -> invoices.page(Sql.in(it), tenant, NEWEST, null));
    for (Invoice invoice : newest) {
      if (invoice.status() == Invoice.Status.DRAFT) {
        invoice.lines().forEach(line -> compare(scope, account, invoice, line));
      }
    }
  }

  private void compare(
      ChangeScope scope, PaymentAccount account, Invoice invoice, Invoice.Line line) {
    if (line.price() == null) {
      return;
    }
    TenantId tenant = scope.tenant();
    // they count by whole minutes; nothing of ours lies in the part of one
    Instant from = line.from().truncatedTo(ChronoUnit.MINUTES);
    UsagePrice price = UsagePrice.of(line.price());
    long theirs = processor.counted(account.customer(), price, from, line.to());
    long ours =
        database.change(
            scope, it -> usage.due(Sql.in(it), tenant, price.code(), line.from(), line.to()));
    var found = new Comparison(line.place(), ours, theirs);
    boolean news =
        database.change(
            scope, it -> invoices.compared(Sql.in(it), tenant, invoice.id(), found, scope.when()));
    if (news && ours != theirs) {
      reports.unexpected("invoice", new DifferenceException(tenant, invoice.id(), ours, theirs));
    }
  }
}
