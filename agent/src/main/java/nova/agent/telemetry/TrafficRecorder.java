package nova.agent.telemetry;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import nova.link.v1.TrafficWindow;

/**
 * The ledger: every series there is.
 *
 * <p>A series is let go when no config holds it any more and its last counts were taken. Rejected:
 * dropping by idle time, which loses the first request after a quiet night.
 */
public final class TrafficRecorder implements TrafficLedger {
  private final ConcurrentHashMap<Name, Entry> entries = new ConcurrentHashMap<>();

  private record Name(String adcId, String route, String serverId) {}

  private record Entry(WeakReference<Series> series, SeriesCounts counts) {}

  private record Series(SeriesCounts counts) implements TrafficSeries {
    @Override
    public void record(int statusClass, long latencyNanos, long requestBytes, long responseBytes) {
      counts.record(statusClass, latencyNanos, requestBytes, responseBytes);
    }

    @Override
    public void upstreamError() {
      counts.upstreamError();
    }

    @Override
    public void retried() {
      counts.retried();
    }

    @Override
    public void resumed() {
      counts.resumed();
    }
  }

  @Override
  public TrafficSeries series(String adcId, String route, String serverId) {
    List<TrafficSeries> found = new ArrayList<>(1);
    entries.compute(
        new Name(adcId, route, serverId),
        (name, entry) -> {
          SeriesCounts counts = entry == null ? new SeriesCounts() : entry.counts();
          Series living = entry == null ? null : entry.series().get();
          if (entry != null && living != null) {
            found.add(living);
            return entry;
          }
          Series fresh = new Series(counts);
          found.add(fresh);
          return new Entry(new WeakReference<>(fresh), counts);
        });
    return found.getFirst();
  }

  /** Takes out everything counted since the last call; only what has something in it. */
  public List<TrafficWindow> take(long startMillis, int lengthMillis) {
    List<TrafficWindow> windows = new ArrayList<>();
    TrafficWindow span =
        TrafficWindow.newBuilder()
            .setStartMillis(startMillis)
            .setLengthMillis(lengthMillis)
            .build();
    for (Name name : entries.keySet()) {
      entries.computeIfPresent(
          name,
          (key, entry) -> {
            // looked at before draining: a holder that is gone cannot count any more
            boolean abandoned = entry.series().refersTo(null);
            entry.counts().drain(named(span, key), windows::add);
            return abandoned ? null : entry;
          });
    }
    return windows;
  }

  int size() {
    return entries.size();
  }

  private static TrafficWindow named(TrafficWindow span, Name name) {
    return span.toBuilder()
        .setAdcId(name.adcId())
        .setRoute(name.route())
        .setServer(name.serverId())
        .build();
  }
}
