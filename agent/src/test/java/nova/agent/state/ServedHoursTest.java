package nova.agent.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nova.link.v1.ServedHour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedHoursTest {
  private static final long HOUR = 3_600_000;

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path directory;

  private ServedHours open() {
    return new ServedHours(new CheckedFile(directory.resolve("served-hours")));
  }

  private static ServedHour hour(long unixHour, long first, long last) {
    return ServedHour.newBuilder()
        .setUnixHour(unixHour)
        .setFirstMillis(first)
        .setLastMillis(last)
        .build();
  }

  @Test
  void each_hour_has_its_first_and_last_moment_also_after_a_restart() {
    ServedHours before = open();
    before.servedAt(10 * HOUR + 5);
    before.servedAt(10 * HOUR + 900);
    ServedHours after = open();
    after.servedAt(10 * HOUR + 700);
    after.servedAt(11 * HOUR);
    assertThat(open().all())
        .containsExactly(hour(10, 10 * HOUR + 5, 10 * HOUR + 900), hour(11, 11 * HOUR, 11 * HOUR));
  }

  @Test
  void what_was_told_is_forgotten_but_not_what_was_added_meanwhile() {
    ServedHours hours = open();
    hours.servedAt(10 * HOUR);
    hours.servedAt(11 * HOUR);
    List<ServedHour> told = hours.all();
    hours.servedAt(11 * HOUR + 1);
    hours.told(told);
    assertThat(open().all()).containsExactly(hour(11, 11 * HOUR, 11 * HOUR + 1));
  }

  @Test
  void thirty_five_days_are_kept_and_the_oldest_go_first() {
    ServedHours hours = open();
    for (int i = 0; i < 845; i++) {
      hours.servedAt(i * HOUR);
    }
    assertThat(hours.all()).hasSize(840);
    assertThat(hours.all().getFirst().getUnixHour()).isEqualTo(5);
  }

  @Test
  void a_damaged_file_starts_over() throws Exception {
    open().servedAt(10 * HOUR);
    Files.writeString(directory.resolve("served-hours"), "not hours");
    ServedHours hours = open();
    assertThat(hours.all()).isEmpty();
    hours.servedAt(11 * HOUR);
    assertThat(open().all()).hasSize(1);
  }
}
