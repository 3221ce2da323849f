package nova.agent.listener.http1;

import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.util.Locale;
import java.util.Set;
import nova.agent.exchange.BadFraming;

/** Trailer fields of a chunked request. */
final class Trailers {
  private static final int MOST = 100;

  // what would change how a message is framed, routed, or who is asking, if somebody merged it
  // into the header (RFC 9110, 6.5.1)
  private static final Set<String> FORBIDDEN =
      Set.of(
          "authorization",
          "connection",
          "content-encoding",
          "content-length",
          "content-range",
          "content-type",
          "cookie",
          "expect",
          "forwarded",
          "host",
          "keep-alive",
          "max-forwards",
          "proxy-authorization",
          "proxy-connection",
          "range",
          "set-cookie",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private Trailers() {}

  /**
   * Reads them.
   *
   * @param text fields with CRLF behind each, whose characters were checked
   */
  static HeaderMap read(String text) throws BadFraming {
    HeaderMap fields = new HeaderMap();
    int count = 0;
    for (int at = 0; at < text.length(); ) {
      int end = text.indexOf("\r\n", at);
      int colon = text.indexOf(':', at);
      String name = text.substring(at, colon);
      String lower = name.toLowerCase(Locale.ROOT);
      if (FORBIDDEN.contains(lower) || lower.startsWith("x-forwarded-") || ++count > MOST) {
        throw new BadFraming("trailer field not allowed");
      }
      fields.add(new HttpString(name), text.substring(colon + 1, end).strip());
      at = end + 2;
    }
    return fields;
  }
}
