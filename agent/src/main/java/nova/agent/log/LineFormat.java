package nova.agent.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** One record as one line. */
public final class LineFormat {
  private final SimpleFormatter messages = new SimpleFormatter();
  private final boolean plain;
  private volatile String node = "";
  private volatile String tenant = "";

  LineFormat(boolean plain) {
    this.plain = plain;
  }

  /** From now on lines say whose they are. */
  public void identify(String nodeId, String tenantId) {
    node = nodeId;
    tenant = tenantId;
  }

  String line(LogRecord record) {
    String message = messages.formatMessage(record);
    Throwable thrown = record.getThrown();
    if (plain) {
      String line = "%s %-7s %s".formatted(record.getInstant(), record.getLevel(), message);
      return thrown == null ? line : line + System.lineSeparator() + trace(thrown);
    }
    StringBuilder line = new StringBuilder(200).append('{');
    field(line, "time", record.getInstant().toString());
    field(line, "level", level(record.getLevel()));
    field(line, "logger", String.valueOf(record.getLoggerName()));
    field(line, "message", message);
    field(line, "node", node);
    field(line, "tenant", tenant);
    field(line, "error", thrown == null ? "" : trace(thrown));
    return line.append('}').toString();
  }

  private static String level(Level level) {
    return level.intValue() >= Level.SEVERE.intValue()
        ? "error"
        : level.intValue() >= Level.WARNING.intValue() ? "warning" : "info";
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  private static void field(StringBuilder line, String name, String value) {
    if (value.isEmpty()) {
      return;
    }
    line.append(line.length() > 1 ? "," : "").append('"').append(name).append("\":\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (c < ' ') {
        line.append("\\u%04x".formatted((int) c));
      } else {
        line.append(c);
      }
    }
    line.append('"');
  }
}
