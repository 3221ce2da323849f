package nova.billing.logic;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import nova.billing.AccountCommands;
import nova.billing.Invoice;
import nova.billing.processor.Charge;
import nova.billing.processor.CustomerState;
import nova.billing.processor.PaymentProcessor;
import nova.billing.processor.ProcessorException;
import nova.billing.processor.UsagePrice;
import nova.billing.store.ChargeOnceRows;
import nova.billing.store.InvoiceRows;
import nova.billing.store.PaymentAccount;
import nova.billing.store.PaymentRows;
import nova.billing.store.UsageRows;
import nova.kernel.Actor;
import nova.kernel.ChangeScope;
import nova.kernel.TenantId;
import nova.platform.Component;
import nova.platform.errors.ErrorReports;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;

/**
 * Looks how things are with a tenant at the payment processor, and writes that down. Whatever was
 * told, in whatever order and how often, comes to this: so nothing depends on order.
 */
@Component
class Synchronisation {
  private final Database database;
  private final PaymentProcessor processor;
  private final PaymentRows rows;
  private final InvoiceRows invoices;
  private final UsageRows usage;
  private final ChargeOnceRows charges;
  private final AccountCommands accounts;
  private final Dunning dunning;
  private final ErrorReports reports;
  private final InstantSource clock;

  @Inject
  Synchronisation(
      Database database,
      PaymentProcessor processor,
      PaymentRows rows,
      InvoiceRows invoices,
      UsageRows usage,
      ChargeOnceRows charges,
      AccountCommands accounts,
      Dunning dunning,
      ErrorReports reports,
      InstantSource clock) {
    this.database = database;
    this.processor = processor;
    this.rows = rows;
    this.invoices = invoices;
    this.usage = usage;
    this.charges = charges;
    this.accounts = accounts;
    this.dunning = dunning;
    this.reports = reports;
    this.clock = clock;
  }

  /** Not within a transaction: it asks the processor. */
  void run(TenantId tenant) {
    ChangeScope scope = scope(tenant);
    PaymentAccount account = account(scope);
    CustomerState state = subscribed(tenant, account, processor.state(account.customer()));
    database.run(scope, entities -> write(entities, scope, state));
    singleCharges(scope);
  }

  ChangeScope scope(TenantId tenant) {
    return new ChangeScope(tenant, new Actor.Job("payments"), "payments", clock.instant());
  }

  private PaymentAccount account(ChangeScope scope) {
    return database.change(
        scope, entities -> rows.find(Sql.in(entities), scope.tenant()).orElseThrow());
  }

  /** Whoever has a card has a subscription to all prices there are. */
  private CustomerState subscribed(TenantId tenant, PaymentAccount account, CustomerState state) {
    CustomerState.Subscription running = state.subscription();
    if (state.card() == null && running == null) {
      return state;
    }
    List<UsagePrice> prices = database.outside(entities -> rows.prices(Sql.in(entities)));
    if (running == null) {
      processor.subscribe(tenant, account.customer(), prices);
      return processor.state(account.customer());
    }
    List<UsagePrice> missing =
        prices.stream().filter(price -> !running.prices().contains(price.code())).toList();
    if (!missing.isEmpty()) {
      processor.extend(running.id(), missing);
    }
    return state;
  }

  private void write(EntityManager entities, ChangeScope scope, CustomerState state) {
    Sql sql = Sql.in(entities);
    TenantId tenant = scope.tenant();
    if (!rows.synchronise(sql, tenant, state, scope.when())) {
      return; // somebody looked after us, and has written already
    }
    state.invoices().forEach(invoice -> invoices.put(sql, tenant, invoice));
    state.invoices().forEach(invoice -> compare(sql, tenant, invoice, scope.when()));
    accounts.cardOnFile(scope, state.card() != null);
    dunning.observe(entities, scope, overdue(state));
  }

  private static boolean overdue(CustomerState state) {
    CustomerState.Subscription running = state.subscription();
    return (running != null && running.pastDue())
        || state.invoices().stream()
            .anyMatch(one -> one.status() == Invoice.Status.OPEN && one.failure() != null);
  }

  /** A closed invoice against what we reported. A draft still counts; see Drafts. */
  private void compare(Sql sql, TenantId tenant, Invoice invoice, Instant now) {
    if (invoice.status() == Invoice.Status.DRAFT) {
      return;
    }
    for (Invoice.Line line : invoice.lines()) {
      if (line.price() != null) {
        long ours = usage.reported(sql, tenant, line.price(), line.from(), line.to());
        var found = new InvoiceRows.Comparison(line.place(), ours, line.quantity());
        boolean news = invoices.compared(sql, tenant, invoice.id(), found, now);
        if (news && ours != line.quantity()) {
          reports.unexpected(
              "invoice", new DifferenceException(tenant, invoice.id(), ours, line.quantity()));
        }
      }
    }
  }

  private void singleCharges(ChangeScope scope) {
    TenantId tenant = scope.tenant();
    var living = database.change(scope, entities -> charges.living(Sql.in(entities), tenant));
    for (ChargeOnceRows.Single one : living) {
      if (one.intent() != null) {
        Charge charge = processor.charge(one.intent());
        database.run(scope, entities -> charges.put(Sql.in(entities), tenant, one.id(), charge));
      }
    }
  }

  /**
   * Charges the card that was left on a page, and what is overdue with it. A page that was opened
   * before the one used last is passed over: notices may come late.
   *
   * @return whether a card was left there
   */
  boolean adopt(TenantId tenant, String session) {
    ChangeScope scope = scope(tenant);
    PaymentAccount account = account(scope);
    var left = processor.cardSession(session);
    if (left.card() == null || !left.customer().equals(account.customer())) {
      return false;
    }
    Instant before = account.cardAdoptedAt();
    if (before == null || before.isBefore(left.openedAt())) {
      processor.useCard(account.customer(), left.card());
      database.run(scope, entities -> rows.adopted(Sql.in(entities), tenant, left.openedAt()));
    }
    run(tenant);
    collectOverdue(scope);
    return true;
  }

  /** A new card pays what the old one could not. */
  private void collectOverdue(ChangeScope scope) {
    var open = database.change(scope, entities -> invoices.open(Sql.in(entities), scope.tenant()));
    for (Invoice invoice : open) {
      try {
        processor.pay(invoice.id());
      } catch (ProcessorException e) {
        if (e.passing()) {
          throw e;
        } // else it was paid, or taken back, by somebody else meanwhile: the next look tells
      }
    }
    if (!open.isEmpty()) {
      run(scope.tenant());
    }
  }
}
