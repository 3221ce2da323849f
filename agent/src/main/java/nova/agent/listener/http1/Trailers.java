package nova.agent.listener.http1;

import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.util.Locale;
import nova.agent.exchange.BadFraming;
import nova.agent.listener.TrailerRules;

/** Trailer fields of a chunked request. */
final class Trailers {
  private static final int MOST = 100;

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
      if (!TrailerRules.allowed(name.toLowerCase(Locale.ROOT)) || ++count > MOST) {
        throw new BadFraming("trailer field not allowed");
      }
      fields.add(new HttpString(name), text.substring(colon + 1, end).strip());
      at = end + 2;
    }
    return fields;
  }
}
