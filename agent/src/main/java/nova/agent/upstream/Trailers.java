package nova.agent.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fields behind a body. Whatever decides about framing, routing, authentication or how the body is
 * to be read must come before it (RFC 9110, 6.5.1), so it is dropped here.
 */
final class Trailers {
  private static final Set<String> BEFORE_ONLY =
      Set.of(
          "age",
          "authorization",
          "cache-control",
          "connection",
          "cookie",
          "date",
          "expect",
          "expires",
          "forwarded",
          "host",
          "keep-alive",
          "location",
          "max-forwards",
          "pragma",
          "range",
          "retry-after",
          "set-cookie",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "vary",
          "via",
          "www-authenticate");
  private static final String[] BEFORE_ONLY_PREFIXES = {
    "content-", "if-", "proxy-", "x-forwarded-"
  };

  private Trailers() {}

  static boolean allowed(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String prefix : BEFORE_ONLY_PREFIXES) {
      if (lower.startsWith(prefix)) {
        return false;
      }
    }
    return !BEFORE_ONLY.contains(lower);
  }

  /** Reads lines that were checked already; null when none of them may pass. */
  static @Nullable HeaderMap read(byte[] lines, int length) {
    HeaderMap fields = new HeaderMap();
    int at = 0;
    while (at < length) {
      int colon = at;
      while (lines[colon] != ':') {
        colon++;
      }
      int end = colon + 1;
      while (lines[end] != '\r') {
        end++;
      }
      String name = new String(lines, at, colon - at, ISO_8859_1);
      if (allowed(name)) {
        String value = new String(lines, colon + 1, end - colon - 1, ISO_8859_1);
        fields.add(new HttpString(name), value.strip());
      }
      at = end + 2;
    }
    return fields.size() == 0 ? null : fields;
  }
}
