package nova.agentlink.logic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nova.kernel.NodeId;
import nova.kernel.UtcHour;
import nova.link.v1.Hello;
import nova.link.v1.ServedHour;
import nova.nodes.NodesContacted.Contact;

/**
 * The hours a node served while it could not tell, by our clock. The node kept them by its own,
 * which may be wrong; how wrong, shows the time at which it says it sent its hello. An hour of a
 * clock that is off lies in two of ours.
 */
final class ServedBefore {
  private static final int MAX_HOURS = 840;

  /** A frame on its way takes so long at most before we blame the clock. */
  private static final Duration TOLERANCE = Duration.ofSeconds(30);

  private static final Duration MILLISECOND = Duration.ofMillis(1);

  private ServedBefore() {}

  static List<Contact> contacts(NodeId node, Hello hello, long sentAtMillis, Instant now) {
    Duration behind = behind(sentAtMillis, now);
    var contacts = new ArrayList<Contact>();
    for (ServedHour served : hello.getServedHoursList().subList(0, told(hello))) {
      var hour = new UtcHour(served.getUnixHour());
      Instant first = later(Instant.ofEpochMilli(served.getFirstMillis()), hour.start());
      Instant last =
          earlier(Instant.ofEpochMilli(served.getLastMillis()), hour.end().minus(MILLISECOND));
      if (!first.isAfter(last)) {
        split(node, first.plus(behind), last.plus(behind), contacts);
      }
    }
    return contacts;
  }

  private static int told(Hello hello) {
    return Math.min(hello.getServedHoursCount(), MAX_HOURS);
  }

  /** How far the node's clock is behind ours; an agent that does not say when is believed. */
  private static Duration behind(long sentAtMillis, Instant now) {
    if (sentAtMillis <= 0) {
      return Duration.ZERO;
    }
    Duration behind = Duration.between(Instant.ofEpochMilli(sentAtMillis), now);
    return behind.abs().compareTo(TOLERANCE) <= 0 ? Duration.ZERO : behind;
  }

  private static void split(NodeId node, Instant first, Instant last, List<Contact> into) {
    UtcHour hour = UtcHour.of(first);
    if (hour.contains(last)) {
      into.add(new Contact(node, hour, first, last));
    } else {
      into.add(new Contact(node, hour, first, hour.end().minus(MILLISECOND)));
      into.add(new Contact(node, hour.next(), hour.end(), last));
    }
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
