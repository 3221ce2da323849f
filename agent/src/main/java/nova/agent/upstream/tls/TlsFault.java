package nova.agent.upstream.tls;

import java.io.EOFException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why TLS with a server failed, in a few words for a person. */
final class TlsFault {
  private static final String ALERT = "fatal alert: ";
  private static final Pattern NATIVE_ALERT = Pattern.compile("_ALERT_([A-Z_]+)");
  private static final int LONGEST = 120;

  private TlsFault() {}

  static String of(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof Distrust distrust) {
        return "tls: " + distrust.reason();
      }
    }
    if (failure instanceof EOFException) {
      return "tls: closed during the handshake";
    }
    String said = String.valueOf(failure.getMessage());
    Matcher alert = NATIVE_ALERT.matcher(said);
    if (alert.find()) {
      return refusedBecause(alert.group(1));
    }
    String lower = said.toLowerCase(Locale.ROOT);
    int at = lower.indexOf(ALERT);
    if (at >= 0) {
      return refusedBecause(lower.substring(at + ALERT.length()));
    }
    if (lower.contains("plaintext connection")
        || lower.contains("unrecognized ssl message")
        || lower.contains("wrong_version_number")
        || lower.contains("parse tls packet header")) {
      return "tls: the server does not speak TLS";
    }
    return "tls: " + visible(said);
  }

  private static String refusedBecause(String alert) {
    return "tls: refused by the server, " + alert.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String visible(String text) {
    String line = text.lines().findFirst().orElse("");
    return (line.length() > LONGEST ? line.substring(0, LONGEST) : line).replaceAll("[^ -~]", "?");
  }
}
