package nova.agent.upstream;

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
  static @Nullable HeaderMap read(String lines) {
    HeaderMap fields = new HeaderMap();
    lines
        .lines()
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              String name = line.substring(0, colon);
              if (allowed(name)) {
                fields.add(new HttpString(name), line.substring(colon + 1).strip());
              }
            });
    return fields.size() == 0 ? null : fields;
  }
}
