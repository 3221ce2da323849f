package nova.agentlink.logic;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import nova.kernel.NodeId;
import nova.kernel.UtcHour;
import nova.nodes.LinkedNodes;
import nova.nodes.LinkedNodes.Link;
import nova.nodes.NodesContacted;
import nova.nodes.NodesContacted.Contact;
import nova.platform.Component;

/** Who was in contact when, gathered for a few seconds: a frame costs no write. */
@Component
class Contacts {
  private record Key(NodeId node, UtcHour hour) {}

  private final LinkedNodes nodes;
  private final Event<NodesContacted> events;
  private final ConcurrentMap<Link, Instant> seen = new ConcurrentHashMap<>();
  private final ConcurrentMap<Key, Contact> contacts = new ConcurrentHashMap<>();

  @Inject
  Contacts(LinkedNodes nodes, Event<NodesContacted> events) {
    this.nodes = nodes;
    this.events = events;
  }

  /** The first of a connection: written at once. */
  void first(NodeId node, Instant now, List<Contact> servedBefore) {
    var all = new ArrayList<>(servedBefore);
    all.add(new Contact(node, UtcHour.of(now), now, now));
    events.fire(new NodesContacted(all));
  }

  void again(Link link, Instant now) {
    seen.merge(link, now, (a, b) -> a.isAfter(b) ? a : b);
    var contact = new Contact(link.node(), UtcHour.of(now), now, now);
    contacts.merge(new Key(link.node(), contact.hour()), contact, Contacts::both);
  }

  /** What cannot be written now is kept for the next time. */
  void flush() {
    var seenNow = take(seen);
    try {
      nodes.seen(seenNow);
    } catch (RuntimeException e) {
      seenNow.forEach((link, at) -> seen.merge(link, at, (a, b) -> a.isAfter(b) ? a : b));
      throw e;
    }
    var contactsNow = take(contacts);
    try {
      if (!contactsNow.isEmpty()) {
        events.fire(new NodesContacted(List.copyOf(contactsNow.values())));
      }
    } catch (RuntimeException e) {
      contactsNow.forEach((key, contact) -> contacts.merge(key, contact, Contacts::both));
      throw e;
    }
  }

  private static <K, V> Map<K, V> take(ConcurrentMap<K, V> from) {
    var taken = new HashMap<K, V>();
    from.forEach(
        (key, value) -> {
          if (from.remove(key, value)) {
            taken.put(key, value);
          }
        });
    return taken;
  }

  private static Contact both(Contact a, Contact b) {
    return new Contact(
        a.node(),
        a.hour(),
        a.first().isBefore(b.first()) ? a.first() : b.first(),
        a.last().isAfter(b.last()) ? a.last() : b.last());
  }
}
