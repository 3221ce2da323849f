package nova.metering.logic;

import jakarta.inject.Inject;
import java.util.List;
import nova.kernel.Page;
import nova.kernel.TenantScope;
import nova.metering.LedgerLink;
import nova.metering.LedgerQueries;
import nova.metering.store.LinkRows;
import nova.platform.Component;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;

/** Reading and checking the chain of closed hours. */
@Component
class Chain implements LedgerQueries {
  /** Links read at a time: with a thousand nodes an hour, half a million rows. */
  private static final int STRIDE = 500;

  private final Database database;
  private final LinkRows rows;

  @Inject
  Chain(Database database, LinkRows rows) {
    this.database = database;
    this.rows = rows;
  }

  @Override
  public Page<LedgerLink> links(TenantScope scope, int limit, long afterNumber) {
    List<LedgerLink> found = read(scope, limit + 1, afterNumber);
    return found.size() <= limit
        ? new Page<>(found, null)
        : new Page<>(found.subList(0, limit), Long.toString(found.get(limit - 1).number()));
  }

  @Override
  public Verification verify(TenantScope scope) {
    var walk = new ChainWalk();
    List<LedgerLink> found = read(scope, STRIDE, 0);
    while (walk.follows(found) && found.size() == STRIDE) {
      found = read(scope, STRIDE, found.getLast().number());
    }
    return walk.outcome();
  }

  private List<LedgerLink> read(TenantScope scope, int limit, long after) {
    return database.read(
        scope, entities -> rows.links(Sql.in(entities), scope.tenant(), limit, after));
  }
}
