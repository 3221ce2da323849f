package nova.agent.pipeline;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nova.agent.exchange.Tokens;

/** Fields that belong to one connection, or that this node sets, and that are not passed on. */
final class HopByHop {
  static final Set<HttpString> OF_REQUEST =
      Stream.of(
              "Connection",
              "Expect",
              "Forwarded",
              "Host",
              "HTTP2-Settings",
              "Keep-Alive",
              "Proxy-Authenticate",
              "Proxy-Authorization",
              "Proxy-Connection",
              "TE",
              "Trailer",
              "Transfer-Encoding",
              "Upgrade",
              "Via",
              "X-Forwarded-For",
              "X-Forwarded-Host",
              "X-Forwarded-Port",
              "X-Forwarded-Proto")
          .map(HttpString::new)
          .collect(Collectors.toUnmodifiableSet());

  private HopByHop() {}

  /** Whether Connection says that this field is for this hop only; length is never that. */
  static boolean named(HeaderValues connection, HttpString name) {
    if (name.equals(Headers.CONTENT_LENGTH)) {
      return false;
    }
    return lists(connection, name.toString());
  }

  /** Whether one of the comma-separated elements is this token. */
  static boolean lists(HeaderValues values, String token) {
    for (String value : values) {
      if (Tokens.lists(value, token)) {
        return true;
      }
    }
    return false;
  }

  /** Takes out what Connection names now, so that it cannot take out what a route sets later. */
  static void settle(HeaderMap request) {
    HeaderValues connection = request.get(Headers.CONNECTION);
    if (connection == null) {
      return;
    }
    for (HttpString name : List.copyOf(request.getHeaderNames())) {
      if (named(connection, name) && !OF_REQUEST.contains(name)) {
        request.remove(name);
      }
    }
    request.remove(Headers.CONNECTION);
  }
}
