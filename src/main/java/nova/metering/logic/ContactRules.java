package nova.metering.logic;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import nova.kernel.UtcHour;
import nova.nodes.NodesContacted.Contact;
import org.jspecify.annotations.Nullable;

/** What of the told contacts may become a node-hour. The node's enrolment is the store's check. */
final class ContactRules {
  private ContactRules() {}

  /** Cut to their hour and to now, too old and future ones left out, merged per node and hour. */
  static List<Contact> admissible(List<Contact> told, Instant now, Duration evidence) {
    var merged = new TreeMap<Contact, Contact>(ORDER);
    for (Contact contact : told) {
      Contact cut = cut(contact, now, evidence);
      if (cut != null) {
        merged.merge(cut, cut, ContactRules::both);
      }
    }
    return List.copyOf(merged.values());
  }

  private static final Comparator<Contact> ORDER =
      Comparator.comparing((Contact contact) -> contact.node().value())
          .thenComparing(Contact::hour);

  private static @Nullable Contact cut(Contact contact, Instant now, Duration evidence) {
    Instant first = later(contact.first(), contact.hour().start());
    Instant last = earlier(earlier(contact.last(), contact.hour().end().minusMillis(1)), now);
    boolean counts =
        !first.isAfter(last) && contact.hour().compareTo(UtcHour.of(now.minus(evidence))) >= 0;
    return counts ? new Contact(contact.node(), contact.hour(), first, last) : null;
  }

  private static Contact both(Contact one, Contact other) {
    return new Contact(
        one.node(),
        one.hour(),
        earlier(one.first(), other.first()),
        later(one.last(), other.last()));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
