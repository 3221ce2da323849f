package nova.agent.state;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import nova.link.v1.Hello;
import nova.link.v1.ServedHour;

/** The hours in which this node served while the control plane could not see it. */
public final class ServedHours {
  private static final System.Logger LOG = System.getLogger(ServedHours.class.getName());
  private static final int LIMIT = 840;
  private static final long HOUR_MILLIS = 3_600_000;

  private final CheckedFile file;
  private final TreeMap<Long, ServedHour> hours = new TreeMap<>();

  public ServedHours(CheckedFile file) {
    this.file = file;
    try {
      Hello kept = Hello.parseFrom(file.read().orElse(new byte[0]));
      kept.getServedHoursList().forEach(hour -> hours.put(hour.getUnixHour(), hour));
    } catch (IOException e) {
      LOG.log(Level.ERROR, "the hours served without contact are lost: {0}", e.toString());
    }
  }

  /** The node served at this moment and could not tell. */
  public synchronized void servedAt(long millis) {
    long unixHour = Math.floorDiv(millis, HOUR_MILLIS);
    ServedHour known = hours.get(unixHour);
    ServedHour.Builder hour =
        known == null
            ? ServedHour.newBuilder().setUnixHour(unixHour).setFirstMillis(millis)
            : known.toBuilder();
    hours.put(
        unixHour,
        hour.setFirstMillis(Math.min(hour.getFirstMillis(), millis))
            .setLastMillis(Math.max(hour.getLastMillis(), millis))
            .build());
    while (hours.size() > LIMIT) {
      hours.pollFirstEntry();
    }
    save();
  }

  public synchronized List<ServedHour> all() {
    return new ArrayList<>(hours.values());
  }

  /** The control plane has these; what was added since stays. */
  public synchronized void told(List<ServedHour> told) {
    told.forEach(hour -> hours.remove(hour.getUnixHour(), hour));
    save();
  }

  private void save() {
    try {
      file.write(Hello.newBuilder().addAllServedHours(hours.values()).build().toByteArray());
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the hours served without contact cannot be kept: {0}", e.toString());
    }
  }
}
