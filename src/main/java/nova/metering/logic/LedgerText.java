package nova.metering.logic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import nova.metering.LedgerLink;

/**
 * What the hash of a link covers, as text. The database makes the same text by itself when it
 * closes an hour, and docs/metering.md tells customers how: a change here breaks their checks.
 */
final class LedgerText {
  static final String BEGINNING = "0".repeat(64);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private LedgerText() {}

  /** The hash that the link should have after the one before it. */
  static String hash(String previous, LedgerLink link) {
    return sha256(previous + "\n" + text(link));
  }

  private static String text(LedgerLink link) {
    var text = new StringBuilder();
    text.append(link.number()).append(',');
    text.append(link.hour().start()).append(',').append(time(link.closedAt())).append('\n');
    for (LedgerLink.Entry entry : link.entries()) {
      text.append(entry.node()).append(',');
      text.append(time(entry.first())).append(',').append(time(entry.last())).append('\n');
    }
    return text.toString();
  }

  private static String time(Instant at) {
    return MICROS.format(at);
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
