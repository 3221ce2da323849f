package nova.billing.logic;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import nova.billing.HoursCharged;
import nova.billing.store.ChargeRows;
import nova.kernel.AcrossTenants;
import nova.metering.HourClosed;
import nova.platform.Component;
import nova.platform.persistence.Database;
import nova.platform.persistence.Sql;

/** Prices an hour in the transaction that closes it: an hour is never closed without its price. */
@Component
@AcrossTenants("an hour closes for everybody at once")
class Charging {
  private final Database database;
  private final ChargeRows charges;
  private final Books books;
  private final Event<HoursCharged> events;

  @Inject
  Charging(Database database, ChargeRows charges, Books books, Event<HoursCharged> events) {
    this.database = database;
    this.charges = charges;
    this.books = books;
    this.events = events;
  }

  void closed(@Observes HourClosed event) {
    long charged =
        database.outside(entities -> charges.charge(Sql.in(entities), event.hour(), books.usual()));
    if (charged > 0) {
      events.fire(new HoursCharged(event.hour(), event.at()));
    }
  }
}
