package nova.billing.logic;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import nova.kernel.ChangeScope;
import nova.kernel.UtcHour;
import nova.platform.Component;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;
import nova.tenants.NodeAllowance;
import nova.tenants.NodeSlots;
import nova.tenants.OrganisationMade;

/** Works out how many nodes an organisation may have, and writes it where nodes take slots. */
@Component
class Allowances {
  private final Database database;
  private final Books books;
  private final NodeSlots slots;

  @Inject
  Allowances(Database database, Books books, NodeSlots slots) {
    this.database = database;
    this.books = books;
    this.slots = slots;
  }

  void organisationMade(@Observes OrganisationMade event) {
    workOut(event.scope());
  }

  void workOut(ChangeScope scope) {
    database.run(
        scope,
        entities -> {
          Sql sql = Sql.in(entities);
          slots.allow(scope, allowance(sql, scope));
        });
  }

  private NodeAllowance allowance(Sql sql, ChangeScope scope) {
    UtcHour now = UtcHour.of(scope.when());
    return AllowanceRules.of(
        books.account(sql, scope.tenant(), now), books.month(sql, scope.tenant(), now));
  }
}
