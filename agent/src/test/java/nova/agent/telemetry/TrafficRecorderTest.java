package nova.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import nova.link.v1.TrafficWindow;
import org.junit.jupiter.api.Test;

class TrafficRecorderTest {
  private static final int EACH = 400_000;

  @Test
  void every_record_is_in_exactly_one_window_while_windows_close() throws Exception {
    TrafficRecorder recorder = new TrafficRecorder();
    TrafficSeries series = recorder.series("adc", "default", "one");
    AtomicInteger running = new AtomicInteger(4);
    List<Thread> threads = new ArrayList<>();
    List<TrafficWindow> windows = new ArrayList<>();
    AtomicInteger taken = new AtomicInteger();
    LongAdder recorded = new LongAdder();
    for (int t = 0; t < 4; t++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    // a machine may run all of this before the first window is taken
                    for (int i = 0; i < EACH || taken.get() < 2; i++) {
                      series.record(2, 1_000L * i, 3, 7);
                      recorded.increment();
                    }
                    running.decrementAndGet();
                  }));
    }
    while (running.get() > 0) {
      windows.addAll(recorder.take(0, 1));
      taken.set(windows.size());
    }
    for (Thread thread : threads) {
      thread.join();
    }
    windows.addAll(recorder.take(0, 1));

    assertThat(windows).hasSizeGreaterThan(1);
    assertThat(windows.stream().mapToLong(TrafficWindow::getRequests).sum())
        .isEqualTo(recorded.sum());
    for (TrafficWindow window : windows) {
      long sketched = window.getLatency().getCountList().stream().mapToLong(c -> c).sum();
      assertThat(sketched).isEqualTo(window.getRequests());
      assertThat(window.getRequestBytes()).isEqualTo(3 * window.getRequests());
      assertThat(window.getResponseBytes()).isEqualTo(7 * window.getRequests());
    }
  }

  @Test
  void the_same_names_give_the_same_series_and_nothing_is_said_of_silence() {
    TrafficRecorder recorder = new TrafficRecorder();
    TrafficSeries first = recorder.series("adc", "default", "one");
    assertThat(recorder.series("adc", "default", "one")).isSameAs(first);
    assertThat(recorder.take(0, 1)).isEmpty();
    first.upstreamError();
    assertThat(recorder.take(0, 1)).singleElement().returns(1L, TrafficWindow::getUpstreamErrors);
    assertThat(recorder.take(0, 1)).isEmpty();
  }
}
