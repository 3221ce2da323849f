package nova.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nova.link.v1.MetricBatch;
import nova.link.v1.TrafficWindow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricSpoolTest {
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path directory;

  private static final List<TrafficWindow> WINDOW =
      List.of(TrafficWindow.newBuilder().setAdcId("adc").setRequests(1).build());

  @Test
  void a_batch_stays_until_it_is_acknowledged_and_is_marked_when_sent_again() {
    MetricSpool spool = new MetricSpool(directory, SpoolSettings.DEFAULT);
    spool.append(WINDOW);
    spool.append(WINDOW);
    MetricBatch first = spool.next(Integer.MAX_VALUE).orElseThrow();
    assertThat(first.getSequence()).isEqualTo(1);
    assertThat(first.getResent()).isFalse();
    spool.connectionLost();
    assertThat(spool.next(Integer.MAX_VALUE).orElseThrow())
        .isEqualTo(first.toBuilder().setResent(true).build());
    assertThat(spool.next(Integer.MAX_VALUE).orElseThrow().getResent()).isFalse();
    spool.acknowledge(spool.spoolId(), List.of(1L, 2L));
    assertThat(spool.waiting()).isZero();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void a_restart_keeps_order_marks_all_as_resent_and_never_reuses_a_sequence() {
    MetricSpool before = new MetricSpool(directory, SpoolSettings.DEFAULT);
    before.append(WINDOW);
    before.append(WINDOW);
    MetricSpool after = new MetricSpool(directory, SpoolSettings.DEFAULT);
    after.append(WINDOW);
    MetricBatch one = after.next(Integer.MAX_VALUE).orElseThrow();
    MetricBatch two = after.next(Integer.MAX_VALUE).orElseThrow();
    MetricBatch three = after.next(Integer.MAX_VALUE).orElseThrow();
    assertThat(List.of(one.getSpoolId(), two.getSpoolId())).containsOnly(before.spoolId());
    assertThat(List.of(one.getSequence(), two.getSequence())).containsExactly(1L, 2L);
    assertThat(one.getResent() && two.getResent()).isTrue();
    assertThat(three.getResent()).isFalse();
    assertThat(three.getSpoolId()).isEqualTo(after.spoolId()).isNotEqualTo(before.spoolId());
    after.acknowledge(before.spoolId(), List.of(1L));
    assertThat(after.waiting()).isEqualTo(2);
  }

  @Test
  void a_torn_or_damaged_file_is_discarded() throws IOException {
    MetricSpool before = new MetricSpool(directory, SpoolSettings.DEFAULT);
    before.append(WINDOW);
    before.append(WINDOW);
    before.append(WINDOW);
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.sorted().toList();
    }
    byte[] damaged = Files.readAllBytes(files.get(0));
    damaged[damaged.length - 1] ^= 1;
    Files.write(files.get(0), damaged);
    Files.write(files.get(2), java.util.Arrays.copyOf(damaged, damaged.length - 3));
    MetricSpool after = new MetricSpool(directory, SpoolSettings.DEFAULT);
    assertThat(after.waiting()).isEqualTo(2);
    assertThat(after.next(Integer.MAX_VALUE).orElseThrow().getSequence()).isEqualTo(2);
    assertThat(after.next(Integer.MAX_VALUE)).isEmpty();
  }

  @Test
  void a_full_spool_drops_the_oldest_and_says_how_many() {
    MetricSpool spool = new MetricSpool(directory, new SpoolSettings(3 * 4096, 4096, 4096));
    for (int i = 0; i < 5; i++) {
      spool.append(WINDOW);
    }
    assertThat(spool.waiting()).isEqualTo(3);
    assertThat(spool.next(Integer.MAX_VALUE).orElseThrow().getSequence()).isEqualTo(3);
    assertThat(spool.next(Integer.MAX_VALUE).orElseThrow().getDroppedWindows()).isEqualTo(1);
    assertThat(spool.next(Integer.MAX_VALUE).orElseThrow().getDroppedWindows()).isEqualTo(1);
  }

  @Test
  void a_disk_that_refuses_leaves_a_bounded_spool_in_memory() throws IOException {
    Path file = Files.createFile(directory.resolve("in-the-way"));
    MetricSpool spool = new MetricSpool(file, new SpoolSettings(1 << 20, 200, 4096));
    for (int i = 0; i < 50; i++) {
      spool.append(WINDOW);
    }
    assertThat(spool.waiting()).isBetween(1, 5);
    assertThat(spool.next(Integer.MAX_VALUE).orElseThrow().getSpoolId()).isEqualTo(spool.spoolId());
  }
}
