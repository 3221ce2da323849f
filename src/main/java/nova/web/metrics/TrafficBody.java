package nova.web.metrics;

import java.time.Instant;
import java.util.List;
import nova.metrics.TrafficQueries;
import org.jspecify.annotations.Nullable;

/** Series on the wire. Public for JSON-B. */
public record TrafficBody(
    Instant from, Instant to, int stepSeconds, Instant completeUntil, List<SeriesBody> series) {

  /** One line of the chart. */
  public record SeriesBody(String key, String label, PointBody total, List<PointBody> points) {}

  /** One step. */
  public record PointBody(
      Instant at,
      long requests,
      long errors,
      long upstreamErrors,
      long retries,
      long resumes,
      long requestBytes,
      long responseBytes,
      @Nullable Double p50Millis,
      @Nullable Double p95Millis,
      @Nullable Double p99Millis) {

    static PointBody of(TrafficQueries.Point point) {
      return new PointBody(
          point.at(),
          point.requests(),
          point.errors(),
          point.upstreamErrors(),
          point.retries(),
          point.resumes(),
          point.requestBytes(),
          point.responseBytes(),
          point.latency().quantile(0.50),
          point.latency().quantile(0.95),
          point.latency().quantile(0.99));
    }
  }
}
