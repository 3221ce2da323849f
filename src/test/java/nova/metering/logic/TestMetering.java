package nova.metering.logic;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import nova.kernel.NodeId;
import nova.kernel.UtcHour;
import nova.metering.HourClosed;
import nova.metering.LedgerQueries;
import nova.metering.UsageQueries;
import nova.metering.store.LinkRows;
import nova.metering.store.NodeHourRows;
import nova.nodes.NodesContacted;
import nova.nodes.NodesContacted.Contact;
import nova.platform.persistence.Database;
import nova.testing.FiredEvents;

/** The room of metering, put together by hand. */
public final class TestMetering {
  private final Ledger ledger;
  private final UsageDesk usage;
  private final Chain chain;

  public TestMetering(Database database, InstantSource clock, Consumer<HourClosed> closed) {
    var rows = new NodeHourRows();
    this.ledger = new Ledger(database, rows, new FiredEvents<>(closed), clock);
    this.usage = new UsageDesk(database, rows);
    this.chain = new Chain(database, new LinkRows());
  }

  public void tell(List<Contact> contacts) {
    ledger.contacted(new NodesContacted(contacts));
  }

  public void tell(NodeId node, Instant first, Instant last) {
    tell(List.of(new Contact(node, UtcHour.of(first), first, last)));
  }

  public long close() {
    return ledger.close();
  }

  public UsageQueries usage() {
    return usage;
  }

  public LedgerQueries chain() {
    return chain;
  }
}
