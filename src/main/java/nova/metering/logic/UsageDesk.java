package nova.metering.logic;

import jakarta.inject.Inject;
import java.util.List;
import nova.kernel.NodeId;
import nova.kernel.Page;
import nova.kernel.TenantScope;
import nova.kernel.UtcHour;
import nova.metering.HourTotal;
import nova.metering.NodeHour;
import nova.metering.NodeTotal;
import nova.metering.UsageQueries;
import nova.metering.store.NodeHourRows;
import nova.platform.Component;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;
import org.jspecify.annotations.Nullable;

/** Reading the ledger. */
@Component
class UsageDesk implements UsageQueries {
  private final Database database;
  private final NodeHourRows rows;

  @Inject
  UsageDesk(Database database, NodeHourRows rows) {
    this.database = database;
    this.rows = rows;
  }

  @Override
  public List<HourTotal> hours(TenantScope scope, UtcHour from, UtcHour to) {
    return database.read(scope, entities -> rows.hours(Sql.in(entities), scope.tenant(), from, to));
  }

  @Override
  public Page<NodeHour> nodeHours(
      TenantScope scope, UtcHour from, UtcHour to, int limit, @Nullable Place after) {
    List<NodeHour> found =
        database.read(
            scope,
            entities -> rows.page(Sql.in(entities), scope.tenant(), from, to, limit + 1, after));
    if (found.size() <= limit) {
      return new Page<>(found, null);
    }
    NodeHour last = found.get(limit - 1);
    return new Page<>(found.subList(0, limit), last.hour().sinceEpoch() + "/" + last.node());
  }

  @Override
  public List<NodeTotal> nodes(TenantScope scope, UtcHour from, UtcHour to) {
    return database.read(scope, entities -> rows.nodes(Sql.in(entities), scope.tenant(), from, to));
  }

  @Override
  public List<NodeId> present(TenantScope scope, UtcHour now) {
    return database.read(scope, entities -> rows.present(Sql.in(entities), scope.tenant(), now));
  }
}
