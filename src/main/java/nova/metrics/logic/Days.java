package nova.metrics.logic;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import nova.metrics.TrafficBatch;
import nova.metrics.TrafficStore.Part;
import nova.metrics.TrafficWindow;

/** Batches cut by the day of their windows: what ClickHouse stores in one piece. */
final class Days {
  private Days() {}

  static Set<LocalDate> of(List<TrafficBatch> batches) {
    var days = new java.util.TreeSet<LocalDate>();
    batches.forEach(batch -> batch.windows().forEach(window -> days.add(day(window))));
    return days;
  }

  static List<TrafficBatch> only(List<TrafficBatch> batches, LocalDate day) {
    return batches.stream()
        .map(batch -> cut(batch, window -> day(window).equals(day)))
        .filter(batch -> !batch.windows().isEmpty())
        .toList();
  }

  static TrafficBatch without(TrafficBatch batch, Set<Part> there) {
    return cut(
        batch,
        window ->
            !there.contains(
                new Part(
                    batch.from().node().value(), batch.spool(), batch.sequence(), day(window))));
  }

  private static TrafficBatch cut(TrafficBatch batch, Predicate<TrafficWindow> keep) {
    return new TrafficBatch(
        batch.from(),
        batch.spool(),
        batch.sequence(),
        batch.resent(),
        batch.windows().stream().filter(keep).toList());
  }

  private static LocalDate day(TrafficWindow window) {
    return LocalDate.ofInstant(window.at(), ZoneOffset.UTC);
  }
}
