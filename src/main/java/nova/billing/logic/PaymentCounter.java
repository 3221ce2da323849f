package nova.billing.logic;

import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import nova.billing.Invoice;
import nova.billing.PaymentCommands;
import nova.billing.processor.Charge;
import nova.billing.processor.PaymentProcessor;
import nova.billing.processor.ProcessorException;
import nova.billing.store.ChargeOnceRows;
import nova.billing.store.InvoiceRows;
import nova.billing.store.PaymentAccount;
import nova.billing.store.PaymentRows;
import nova.kernel.ChangeScope;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.kernel.Money;
import nova.platform.Component;
import nova.platform.ids.Ids;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;
import nova.platform.settings.HttpSettings;
import nova.tenants.TenantQueries;

/** Where a customer pays. */
@Component
class PaymentCounter implements PaymentCommands {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CENT_PLACES = 2;
  private final Database database;
  private final PaymentProcessor processor;
  private final PaymentRows rows;
  private final InvoiceRows invoices;
  private final ChargeOnceRows charges;
  private final Synchronisation synchronisation;
  private final TenantQueries tenants;
  private final Ids ids;
  private final String console;

  @Inject
  PaymentCounter(
      Database database,
      PaymentProcessor processor,
      PaymentRows rows,
      InvoiceRows invoices,
      ChargeOnceRows charges,
      Synchronisation synchronisation,
      TenantQueries tenants,
      Ids ids,
      HttpSettings settings) {
    this.database = database;
    this.processor = processor;
    this.rows = rows;
    this.invoices = invoices;
    this.charges = charges;
    this.synchronisation = synchronisation;
    this.tenants = tenants;
    this.ids = ids;
    this.console = settings.publicUrl().toString();
  }

  @Override
  public URI cardPage(ChangeScope scope, String back) {
    return asking(
        () ->
            processor.cardPage(
                customer(scope), console + back + "?session={SESSION}", console + back));
  }

  @Override
  public boolean cardLeft(ChangeScope scope, String session) {
    return asking(
        () -> {
          customer(scope);
          return synchronisation.adopt(scope.tenant(), session);
        });
  }

  @Override
  public URI portalPage(ChangeScope scope, String back) {
    return asking(() -> processor.portalPage(customer(scope), console + back));
  }

  @Override
  public Payment pay(ChangeScope scope, String invoice) {
    Invoice known =
        database
            .change(scope, it -> invoices.find(Sql.in(it), scope.tenant(), invoice))
            .orElseThrow(() -> new FailureException(new Failure.NotFound("invoice")));
    if (known.status() != Invoice.Status.OPEN) {
      throw new FailureException(
          new Failure.Conflict("not-open", "Only an open invoice can be paid."));
    }
    return asking(
        () -> {
          Charge charge = processor.pay(invoice);
          synchronisation.run(scope.tenant());
          return payment(charge);
        });
  }

  @Override
  public Payment charge(
      ChangeScope scope, String key, Money amount, String description, String back) {
    long cents = amount.amount().movePointRight(CENT_PLACES).longValueExact();
    return asking(
        () -> {
          String customer = customer(scope);
          UUID id = single(scope, key, amount.currency(), cents, description);
          Charge charge =
              processor.charge(
                  customer, id.toString(), cents, amount.currency(), description, console + back);
          database.run(scope, it -> charges.put(Sql.in(it), scope.tenant(), id, charge));
          return payment(charge);
        });
  }

  /** The charge of that key: the one that is there, or a new one. */
  private UUID single(ChangeScope scope, String key, String currency, long cents, String text) {
    return database.change(
        scope,
        it -> {
          UUID id = ids.next();
          Sql sql = Sql.in(it);
          return charges.add(sql, scope.tenant(), id, key, text, currency, cents, scope.when())
              ? id
              : charges.find(sql, scope.tenant(), key).orElseThrow().id();
        });
  }

  private static Payment payment(Charge charge) {
    return switch (charge.state()) {
      case PAID -> new Payment.Paid();
      case ACTION_REQUIRED ->
          charge.actionPage() == null
              ? new Payment.Refused("The bank asks for something we cannot show.")
              : new Payment.ActionRequired(charge.actionPage());
      case FAILED ->
          new Payment.Refused(charge.failure() == null ? "The payment failed." : charge.failure());
    };
  }

  /** The tenant's customer, made when it is needed for the first time. */
  private String customer(ChangeScope scope) {
    Optional<PaymentAccount> known = find(scope);
    if (known.isPresent()) {
      return known.get().customer();
    }
    String name = tenants.organisation(scope.reading()).name();
    String email = tenants.billingAddresses(scope.reading()).stream().findFirst().orElse(null);
    String made = processor.customer(scope.tenant(), name, email);
    database.run(scope, it -> rows.add(Sql.in(it), scope.tenant(), made));
    return find(scope).orElseThrow().customer();
  }

  private Optional<PaymentAccount> find(ChangeScope scope) {
    return database.change(scope, it -> rows.find(Sql.in(it), scope.tenant()));
  }

  private <T> T asking(Supplier<T> work) {
    if (!processor.on()) {
      throw new FailureException(
          new Failure.Conflict("billing-off", "This installation of Nova takes no payments."));
    }
    try {
      return work.get();
    } catch (ProcessorException e) {
      throw new FailureException(
          e.passing()
              ? new Failure.Unavailable("The payment service", PATIENCE)
              : new Failure.Conflict("payment-service", "The payment service refused this."));
    }
  }
}
