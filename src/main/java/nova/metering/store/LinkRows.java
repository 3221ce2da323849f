package nova.metering.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import nova.kernel.NodeId;
import nova.kernel.TenantId;
import nova.kernel.UtcHour;
import nova.metering.LedgerLink;
import nova.platform.Component;
import nova.platform.persistence.Sql;

/** The links of the chain with the rows they close. */
@Component
public class LinkRows {
  private static final String LINKS =
      """
      SELECT number, hour, closed_at, nodes_before, nodes_after, hash FROM ledger_link
      WHERE tenant_id = ? AND number > ? ORDER BY number LIMIT ?
      """;
  private static final String ENTRIES =
      """
      SELECT link, node_id, first_contact_at, last_contact_at FROM node_hour
      WHERE tenant_id = ? AND hour = ANY (?) AND link > ? AND link <= ? ORDER BY link, node_id
      """;

  private record Filed(long link, LedgerLink.Entry entry) {}

  public List<LedgerLink> links(Sql sql, TenantId tenant, int limit, long after) {
    List<LedgerLink> bare = sql.rows(LINKS, LinkRows::link, tenant.value(), after, limit);
    if (bare.isEmpty()) {
      return bare;
    }
    Long[] hours =
        bare.stream().map(link -> link.hour().sinceEpoch()).distinct().toArray(Long[]::new);
    List<Filed> filed =
        sql.rows(ENTRIES, LinkRows::filed, tenant.value(), hours, after, bare.getLast().number());
    var whole = new ArrayList<LedgerLink>(bare.size());
    int at = 0;
    for (LedgerLink link : bare) {
      var entries = new ArrayList<LedgerLink.Entry>();
      while (at < filed.size() && filed.get(at).link() <= link.number()) {
        entries.add(filed.get(at++).entry());
      }
      whole.add(with(link, entries));
    }
    return whole;
  }

  private static LedgerLink with(LedgerLink link, List<LedgerLink.Entry> entries) {
    return new LedgerLink(
        link.number(),
        link.hour(),
        link.closedAt(),
        link.nodesBefore(),
        link.nodesAfter(),
        link.hash(),
        entries);
  }

  private static LedgerLink link(ResultSet row) throws SQLException {
    return new LedgerLink(
        row.getLong("number"),
        new UtcHour(row.getLong("hour")),
        Sql.instant(row, "closed_at"),
        row.getInt("nodes_before"),
        row.getInt("nodes_after"),
        HexFormat.of().formatHex(row.getBytes("hash")),
        List.of());
  }

  private static Filed filed(ResultSet row) throws SQLException {
    return new Filed(
        row.getLong("link"),
        new LedgerLink.Entry(
            new NodeId(Sql.uuid(row, "node_id")),
            Sql.instant(row, "first_contact_at"),
            Sql.instant(row, "last_contact_at")));
  }
}
