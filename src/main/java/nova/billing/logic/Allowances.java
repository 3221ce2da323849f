package nova.billing.logic;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import nova.billing.Account;
import nova.billing.store.AccountRows;
import nova.kernel.ChangeScope;
import nova.kernel.UtcHour;
import nova.metering.HourTotal;
import nova.platform.Component;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;
import nova.tenants.NodeSlots;
import nova.tenants.OrganisationMade;

/** Works out how many nodes an organisation may have, and writes it where nodes take slots. */
@Component
class Allowances {
  private final Database database;
  private final AccountRows accounts;
  private final Books books;
  private final NodeSlots slots;

  @Inject
  Allowances(Database database, AccountRows accounts, Books books, NodeSlots slots) {
    this.database = database;
    this.accounts = accounts;
    this.books = books;
    this.slots = slots;
  }

  void organisationMade(@Observes OrganisationMade event) {
    workOut(event.scope());
  }

  void workOut(ChangeScope scope) {
    UtcHour now = UtcHour.of(scope.when());
    List<HourTotal> hours = books.hours(scope.reading(), now);
    database.run(
        scope,
        entities -> {
          Sql sql = Sql.in(entities);
          accounts.lock(sql, scope.tenant()); // a cap that changes meanwhile is not overwritten
          Account account = books.account(sql, scope.tenant(), now);
          MonthBooks month = books.month(sql, scope.tenant(), now, hours);
          slots.allow(scope, AllowanceRules.of(account, month));
        });
  }
}
