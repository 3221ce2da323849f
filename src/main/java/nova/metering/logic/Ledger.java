package nova.metering.logic;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import nova.kernel.AcrossTenants;
import nova.kernel.UtcHour;
import nova.metering.HourClosed;
import nova.metering.store.NodeHourRows;
import nova.nodes.NodesContacted;
import nova.platform.Component;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;

/** Writes contacts down as node-hours and closes hours. Doing either twice changes nothing. */
@Component
@AcrossTenants("contacts of many tenants' nodes come in one batch; hours close for everybody")
class Ledger {
  private final Database database;
  private final NodeHourRows rows;
  private final Event<HourClosed> events;
  private final InstantSource clock;
  private final MeteringSettings settings = MeteringSettings.defaults();

  @Inject
  Ledger(Database database, NodeHourRows rows, Event<HourClosed> events, InstantSource clock) {
    this.database = database;
    this.rows = rows;
    this.events = events;
    this.clock = clock;
  }

  void contacted(@Observes NodesContacted event) {
    var contacts = ContactRules.admissible(event.contacts(), clock.instant(), settings.evidence());
    if (!contacts.isEmpty()) {
      database.outside(entities -> rows.note(Sql.in(entities), contacts));
    }
  }

  /** Each hour in a transaction of its own. Returns how many rows were closed. */
  long close() {
    Instant now = clock.instant();
    UtcHour open = UtcHour.of(now.minus(settings.grace()));
    List<UtcHour> hours = database.outside(entities -> rows.open(Sql.in(entities), open));
    return hours.stream().mapToLong(hour -> close(hour, now)).sum();
  }

  private long close(UtcHour hour, Instant now) {
    return database.outside(
        entities -> {
          long closed = rows.close(Sql.in(entities), hour, now);
          if (closed > 0) {
            events.fire(new HourClosed(hour, now));
          }
          return closed;
        });
  }
}
