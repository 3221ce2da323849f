package nova.web.usage;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import nova.metering.LedgerLink;
import nova.metering.NodeHour;
import org.jspecify.annotations.Nullable;

/**
 * Lines of CSV (RFC 4180, but with a plain line feed, so that the ledger's lines hash as they are).
 */
final class Csv {
  static final String LEDGER =
      "link,hour,closed_at,node_id,first_contact_at,last_contact_at,hash\n";
  static final String NODE_HOURS =
      "hour,node_id,node_name,first_contact_at,last_contact_at,closed\n";
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Csv() {}

  static String of(LedgerLink link) {
    var lines = new StringBuilder();
    String start = link.number() + "," + link.hour().start() + "," + time(link.closedAt()) + ",";
    for (LedgerLink.Entry entry : link.entries()) {
      lines.append(start).append(entry.node()).append(',');
      lines.append(time(entry.first())).append(',').append(time(entry.last())).append(',');
      lines.append(link.hash()).append('\n');
    }
    return lines.toString();
  }

  static String of(NodeHour hour, @Nullable String name) {
    return "%s,%s,%s,%s,%s,%s\n"
        .formatted(
            hour.hour().start(),
            hour.node(),
            quoted(name == null ? "" : name),
            time(hour.first()),
            time(hour.last()),
            hour.closed());
  }

  /** A spreadsheet takes what begins with one of four signs for a formula, also inside quotes. */
  static String quoted(String text) {
    boolean formula = !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0;
    return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
  }

  private static String time(Instant at) {
    return MICROS.format(at);
  }
}
