package nova.billing.logic;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nova.billing.Caps;
import nova.billing.Plan;
import nova.billing.SpendWarning;
import nova.billing.SpendWarning.Kind;
import nova.billing.store.WarningRows;
import nova.kernel.Money;
import nova.kernel.Page;
import nova.kernel.TenantId;
import nova.kernel.TenantScope;
import nova.platform.ids.Ids;
import nova.platform.mail.Letters;
import nova.platform.mail.MailCarrier;
import nova.platform.outbox.TestOutbox;
import nova.platform.settings.HttpSettings;
import nova.tenants.ApiToken;
import nova.tenants.Organisation;
import nova.tenants.TenantQueries;
import nova.testing.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Telling of an amount before it is reached, and when it is: once each. */
class SpendWarningsIT {
  private final BillingWorld world = new BillingWorld(Instant.parse("2035-04-01T00:00:00Z"));
  private final List<String> reports = new ArrayList<>();
  private final SpendWatch watch = watch();

  private SpendWatch watch() {
    var rows = new WarningRows();
    var letters =
        new Letters(TestOutbox.keeping(world.clock), (_, _) -> new MailCarrier.Outcome.Taken());
    var texts = new SpendLetters(new HttpSettings(URI.create("https://nova.example")));
    var warnings =
        new SpendWarnings(
            world.database,
            world.billing,
            world.metering.usage(),
            new Acme(),
            rows,
            letters,
            texts,
            new Ids(world.clock));
    return new SpendWatch(
        world.database,
        rows,
        world.allowances,
        warnings,
        (what, _) -> reports.add(what),
        world.clock);
  }

  /** Every organisation is called the same and has two people who look after money. */
  private static final class Acme implements TenantQueries {
    @Override
    public Organisation organisation(TenantScope scope) {
      return new Organisation(scope.tenant(), "Acme <Europe>", 1, Instant.EPOCH);
    }

    @Override
    public Page<ApiToken> apiTokens(TenantScope scope, int limit, @Nullable UUID before) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<String> billingAddresses(TenantScope scope) {
      return List.of("owner@acme.example", "books@acme.example");
    }
  }

  @Test
  void first_the_forecast_then_the_amount_each_told_once_a_month() throws Exception {
    var customer = world.new Customer();
    world.accounts.cardOnFile(customer.scope(), true);
    world.accounts.choose(customer.scope(), Plan.PRO, 0);
    world.accounts.caps(
        customer.scope(), new Caps(null, null, Money.usd("100.00")), customer.revision());
    customer.start(6);
    world.hours(2, customer);
    watch.run();
    assertThat(told(customer)).as("720 hours of one paid node are $93.60").isEmpty();

    customer.start(1);
    world.hours(1, customer);
    watch.run();
    watch.run();
    assertThat(told(customer)).extracting(SpendWarning::kind).containsExactly(Kind.FORECAST);
    SpendWarning first = told(customer).getFirst();
    assertThat(first.cause()).hasSize(7);
    assertThat(first.cause().getFirst().nodeHours()).isEqualTo(3);
    assertThat(first.amount().amount()).isGreaterThan(Money.usd("100").amount());

    world.hours(24 * 20, customer);
    watch.run();
    watch.run();
    assertThat(told(customer))
        .extracting(SpendWarning::kind)
        .containsExactly(Kind.ACTUAL, Kind.FORECAST);
    List<String> letters = letters(customer);
    assertThat(letters).hasSize(4);
    assertThat(letters)
        .anyMatch(letter -> letter.contains("will spend") && letter.contains("April 2035"))
        .anyMatch(letter -> letter.contains("has spent") && letter.contains("books@acme.example"))
        .allMatch(letter -> letter.contains("Acme &lt;Europe&gt;"))
        .allMatch(letter -> letter.contains("/o/" + customer.tenant + "/billing"));
    assertThat(reports).isEmpty();
  }

  private List<SpendWarning> told(BillingWorld.Customer customer) {
    return world.billing.warnings(customer.reading(), 10, null).items();
  }

  private static List<String> letters(BillingWorld.Customer customer) throws SQLException {
    var letters = new ArrayList<String>();
    TenantId tenant = customer.tenant;
    try (var owner = TestPostgres.rules(TestPostgres.OWNER);
        var statement = owner.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT payload FROM outbox WHERE key LIKE 'spend-warning:%' AND payload LIKE '%"
                    + tenant
                    + "%'")) {
      while (rows.next()) {
        letters.add(rows.getString(1));
      }
    }
    return letters;
  }
}
