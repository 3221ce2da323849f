package nova.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LineFormatTest {
  private static LogRecord record(String message) {
    LogRecord record = new LogRecord(Level.WARNING, message);
    record.setLoggerName("nova.agent.control.ControlLink");
    record.setInstant(Instant.parse("2026-11-23T10:00:00Z"));
    return record;
  }

  @Test
  void for_machines_a_record_is_one_line_of_json_whatever_is_in_it() {
    LineFormat format = new LineFormat(false);
    format.identify("node-1", "tenant-1");
    assertThat(format.line(record("a \"quote\", a \\ and\na line")))
        .isEqualTo(
            "{\"time\":\"2026-11-23T10:00:00Z\",\"level\":\"warning\","
                + "\"logger\":\"nova.agent.control.ControlLink\","
                + "\"message\":\"a \\\"quote\\\", a \\\\ and\\u000aa line\","
                + "\"node\":\"node-1\",\"tenant\":\"tenant-1\"}");
  }

  @Test
  void a_trace_stays_on_the_line_of_its_record() {
    LogRecord record = record("failed");
    record.setThrown(new IllegalStateException("why"));
    assertThat(new LineFormat(false).line(record))
        .contains("\"error\":\"java.lang.IllegalStateException: why\\u000a")
        .doesNotContain("\n");
  }

  @Test
  void for_people_a_record_is_plain() {
    LogRecord record = record("config {0} applied");
    record.setParameters(new Object[] {7});
    assertThat(new LineFormat(true).line(record))
        .isEqualTo("2026-11-23T10:00:00Z WARNING config 7 applied");
  }
}
