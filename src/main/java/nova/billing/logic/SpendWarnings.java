package nova.billing.logic;

import jakarta.inject.Inject;
import java.util.List;
import nova.billing.BillingQueries;
import nova.billing.Outlook;
import nova.billing.SpendWarning;
import nova.billing.SpendWarning.Cause;
import nova.billing.SpendWarning.Kind;
import nova.billing.store.WarningRows;
import nova.kernel.ChangeScope;
import nova.kernel.Money;
import nova.kernel.TenantScope;
import nova.kernel.UtcHour;
import nova.metering.UsageQueries;
import nova.platform.Component;
import nova.platform.ids.Ids;
import nova.platform.mail.Letters;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;
import nova.tenants.Organisation;
import nova.tenants.TenantQueries;

/** Tells, once, that a month reached the amount somebody named, or will. */
@Component
class SpendWarnings {
  private final Database database;
  private final BillingQueries billing;
  private final UsageQueries usage;
  private final TenantQueries tenants;
  private final WarningRows rows;
  private final Letters letters;
  private final SpendLetters texts;
  private final Ids ids;

  @Inject
  SpendWarnings(
      Database database,
      BillingQueries billing,
      UsageQueries usage,
      TenantQueries tenants,
      WarningRows rows,
      Letters letters,
      SpendLetters texts,
      Ids ids) {
    this.database = database;
    this.billing = billing;
    this.usage = usage;
    this.tenants = tenants;
    this.rows = rows;
    this.letters = letters;
    this.texts = texts;
    this.ids = ids;
  }

  void tell(ChangeScope scope) {
    Money threshold = billing.account(scope.reading()).caps().warnSpend();
    if (threshold == null) {
      return;
    }
    Outlook outlook = billing.outlook(scope.reading());
    if (reached(outlook.spent().amount(), threshold)) {
      tell(scope, outlook, Kind.ACTUAL, threshold, outlook.spent().amount());
    } else if (reached(outlook.forecast(), threshold)) {
      tell(scope, outlook, Kind.FORECAST, threshold, outlook.forecast());
    }
  }

  private void tell(ChangeScope scope, Outlook outlook, Kind kind, Money threshold, Money amount) {
    List<Cause> cause = cause(scope.reading(), outlook, UtcHour.of(scope.when()));
    var warning =
        new SpendWarning(ids.next(), outlook.month(), kind, threshold, amount, cause, scope.when());
    Organisation organisation = tenants.organisation(scope.reading());
    List<String> addresses = tenants.billingAddresses(scope.reading());
    database.run(
        scope,
        entities -> {
          if (rows.insert(Sql.in(entities), scope.tenant(), warning)) {
            for (int i = 0; i < addresses.size(); i++) {
              String key = "spend-warning:" + warning.id() + ":" + i;
              letters.post(entities, key, texts.warning(addresses.get(i), organisation, warning));
            }
          }
        });
  }

  private List<Cause> cause(TenantScope scope, Outlook outlook, UtcHour now) {
    return usage.nodes(scope, outlook.month().from(), now.next()).stream()
        .limit(SpendWarning.MOST_CAUSES)
        .map(node -> new Cause(node.node().value(), node.name(), node.hours()))
        .toList();
  }

  private static boolean reached(Money amount, Money threshold) {
    return amount.amount().compareTo(threshold.amount()) >= 0;
  }
}
