package nova.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import nova.link.v1.MetricBatch;
import nova.link.v1.TrafficWindow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricWindowsTest {
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path directory;

  private final AtomicLong now = new AtomicLong(1_000_003_000L);
  private final TrafficRecorder recorder = new TrafficRecorder();
  private final TrafficSeries series = recorder.series("adc", "default", "one");

  @SuppressWarnings("NullAway.Init") // set before each test
  private MetricSpool spool;

  @SuppressWarnings("NullAway.Init") // set before each test
  private MetricWindows windows;

  @BeforeEach
  void open() {
    spool = new MetricSpool(directory, SpoolSettings.DEFAULT);
    windows =
        new MetricWindows(
            recorder, spool, SpoolSettings.DEFAULT, () -> Instant.ofEpochMilli(now.get()));
  }

  private List<TrafficWindow> closed() {
    List<TrafficWindow> closed = new ArrayList<>();
    for (MetricBatch batch : batches()) {
      closed.addAll(batch.getWindowsList());
    }
    return closed;
  }

  private List<MetricBatch> batches() {
    List<MetricBatch> batches = new ArrayList<>();
    Optional<MetricBatch> next = spool.next(Integer.MAX_VALUE);
    while (next.isPresent()) {
      batches.add(next.get());
      next = spool.next(Integer.MAX_VALUE);
    }
    return batches;
  }

  private void request() {
    series.record(2, 1_000, 0, 0);
  }

  @Test
  void a_window_is_closed_at_its_end_and_starts_at_a_multiple_of_its_length() {
    request();
    assertThat(windows.millisToNext()).isEqualTo(7_000);
    now.addAndGet(6_999);
    windows.closeDue();
    assertThat(closed()).isEmpty();
    now.addAndGet(1);
    windows.closeDue();
    assertThat(closed())
        .singleElement()
        .returns(1_000_000_000L, TrafficWindow::getStartMillis)
        .returns(10_000, TrafficWindow::getLengthMillis);
  }

  @Test
  void a_new_length_closes_what_was_counted_under_the_old_one() {
    request();
    windows.length(1_000);
    request();
    now.addAndGet(1_000);
    windows.closeDue();
    assertThat(closed())
        .extracting(TrafficWindow::getLengthMillis, TrafficWindow::getStartMillis)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(10_000, 1_000_000_000L),
            org.assertj.core.groups.Tuple.tuple(1_000, 1_000_003_000L));
  }

  @Test
  void a_clock_set_back_closes_the_window_and_loses_nothing() {
    request();
    now.addAndGet(-60_000);
    windows.closeDue();
    request();
    now.addAndGet(10_000);
    windows.closeDue();
    assertThat(closed())
        .extracting(TrafficWindow::getStartMillis)
        .containsExactly(1_000_000_000L, 999_940_000L);
  }

  @Test
  void many_series_are_split_into_batches_that_fit_a_frame() {
    List<TrafficSeries> many = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      many.add(recorder.series("adc", "route-" + i, "one"));
    }
    windows.frameBytes(4_000);
    many.forEach(each -> each.record(2, 1_000, 1, 1));
    windows.closeNow();
    int sent = 0;
    Optional<MetricBatch> next = spool.next(4_000);
    while (next.isPresent()) {
      assertThat(next.get().getSerializedSize()).isLessThan(4_000 - MetricSpool.FRAME_OVERHEAD);
      assertThat(next.get().getDroppedWindows()).isZero();
      sent += next.get().getWindowsCount();
      next = spool.next(4_000);
    }
    assertThat(sent).isEqualTo(500);
  }

  @Test
  void a_single_window_larger_than_a_frame_is_dropped_alone_and_counted() {
    for (long nanos = 1_000; nanos < 3_600_000_000_000L; nanos += nanos / 50 + 1) {
      series.record(2, nanos, 1, 1);
    }
    TrafficSeries small = recorder.series("adc", "small", "one");
    small.record(2, 1_000, 1, 1);
    windows.frameBytes(1_000);
    windows.closeNow();
    assertThat(spool.next(1_000).orElseThrow().getWindows(0).getRoute()).isEqualTo("small");
    assertThat(spool.next(1_000)).isEmpty();
    small.record(2, 1_000, 1, 1);
    windows.closeNow();
    assertThat(spool.next(1_000).orElseThrow().getDroppedWindows()).isEqualTo(1);
  }
}
