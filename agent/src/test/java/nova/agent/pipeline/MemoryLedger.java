package nova.agent.pipeline;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import nova.agent.telemetry.TrafficLedger;
import nova.agent.telemetry.TrafficSeries;

/** Keeps every record, for tests to look at. */
final class MemoryLedger implements TrafficLedger {

  record Row(int statusClass, long latencyNanos, long requestBytes, long responseBytes) {}

  static final class Series implements TrafficSeries {
    final List<Row> rows = new CopyOnWriteArrayList<>();
    final AtomicInteger count = new AtomicInteger();
    final AtomicInteger errors = new AtomicInteger();
    final AtomicInteger retries = new AtomicInteger();
    final AtomicInteger resumes = new AtomicInteger();

    @Override
    public void record(int statusClass, long latency, long requestBytes, long responseBytes) {
      if (count.incrementAndGet() <= 1000) {
        rows.add(new Row(statusClass, latency, requestBytes, responseBytes));
      }
    }

    @Override
    public void upstreamError() {
      errors.incrementAndGet();
    }

    @Override
    public void retried() {
      retries.incrementAndGet();
    }

    @Override
    public void resumed() {
      resumes.incrementAndGet();
    }
  }

  final Map<String, Series> all = new ConcurrentHashMap<>();

  @Override
  public TrafficSeries series(String adcId, String route, String serverId) {
    return of(adcId, route, serverId);
  }

  Series of(String adcId, String route, String serverId) {
    return all.computeIfAbsent(adcId + "|" + route + "|" + serverId, k -> new Series());
  }

  int records() {
    return all.values().stream().mapToInt(s -> s.count.get()).sum();
  }
}
