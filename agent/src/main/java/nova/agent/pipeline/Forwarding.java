package nova.agent.pipeline;

import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Set;
import nova.agent.exchange.Tokens;
import nova.agent.pipeline.RequestHeadWriter.Origin;
import nova.agent.upstream.RequestHead.FieldSink;

/** The fields by which servers learn of the visitor; what a visitor says in them is dropped. */
final class Forwarding {
  static final HttpString FORWARDED = new HttpString("Forwarded");
  private static final Set<HttpString> FIELDS =
      Set.of(
          Headers.X_FORWARDED_FOR,
          Headers.X_FORWARDED_HOST,
          Headers.X_FORWARDED_PORT,
          Headers.X_FORWARDED_PROTO,
          FORWARDED);

  private Forwarding() {}

  static boolean has(HttpString name) {
    return FIELDS.contains(name);
  }

  /** Puts them where a route's changes find them. */
  static void into(HeaderMap request, Origin origin) {
    FIELDS.forEach(request::remove);
    each(origin, request::put);
  }

  static void each(Origin origin, FieldSink to) {
    to.field(Headers.X_FORWARDED_FOR, origin.peer());
    to.field(Headers.X_FORWARDED_PROTO, origin.proto());
    to.field(Headers.X_FORWARDED_PORT, Integer.toString(origin.port()));
    if (!origin.host().isEmpty()) {
      to.field(Headers.X_FORWARDED_HOST, origin.host());
    }
    to.field(FORWARDED, forwarded(origin));
  }

  private static String forwarded(Origin origin) {
    String host = origin.host().isEmpty() ? "" : ";host=" + quoted(origin.host());
    String peer = origin.peer().indexOf(':') < 0 ? origin.peer() : "\"[" + origin.peer() + "]\"";
    return "for=" + peer + host + ";proto=" + origin.proto() + ";by=_nova";
  }

  /** RFC 7239, 4: a value that is no token stands in quotes. */
  static String quoted(String host) {
    for (int i = 0; i < host.length(); i++) {
      if (!Tokens.isToken((byte) host.charAt(i))) {
        return '"' + host + '"';
      }
    }
    return host;
  }
}
