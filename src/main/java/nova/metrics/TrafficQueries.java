package nova.metrics;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nova.kernel.Failure;
import nova.kernel.TenantScope;
import org.jspecify.annotations.Nullable;

/** Where traffic comes out. */
public interface TrafficQueries {

  enum GroupBy {
    NONE,
    ADC,
    NODE,
    ROUTE,
    SERVER,
    STATUS_CLASS
  }

  /**
   * What is asked.
   *
   * @param from a multiple of the step
   * @param to not included; a multiple of the step
   */
  record Question(
      Instant from,
      Instant to,
      int stepSeconds,
      GroupBy groupBy,
      @Nullable UUID adc,
      @Nullable UUID node,
      @Nullable String route,
      @Nullable String server) {}

  /**
   * One step; steps without traffic are left out.
   *
   * @param retries requests moved away from a server that failed them
   * @param resumes downloads that another server finished
   */
  record Point(
      Instant at,
      long requests,
      long errors,
      long upstreamErrors,
      long retries,
      long resumes,
      long requestBytes,
      long responseBytes,
      Sketch latency) {
    public Point plus(Point other) {
      return new Point(
          at,
          requests + other.requests,
          errors + other.errors,
          upstreamErrors + other.upstreamErrors,
          retries + other.retries,
          resumes + other.resumes,
          requestBytes + other.requestBytes,
          responseBytes + other.responseBytes,
          latency.plus(other.latency));
    }
  }

  /** One line of the chart. */
  record Series(String key, Point total, List<Point> points) {
    public Series {
      points = List.copyOf(points);
    }
  }

  /** The busiest first, at most 50. Throws {@link Failure.Unavailable} when nobody answers. */
  List<Series> traffic(TenantScope scope, Question question);
}
