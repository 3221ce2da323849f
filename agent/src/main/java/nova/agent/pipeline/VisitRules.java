package nova.agent.pipeline;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.util.Set;
import nova.agent.balancer.Visit;
import nova.agent.routing.Cookies;
import nova.agent.routing.HashKey;
import nova.agent.routing.RequestView;
import nova.agent.routing.StageRules;
import nova.agent.routing.StickyCookie;
import org.jspecify.annotations.Nullable;

/**
 * What one pool wants to know of a request to choose its server; what it does not is null and never
 * read.
 */
record VisitRules(
    @Nullable HashKey key, @Nullable StickyCookie cookie, @Nullable StageRules stages) {

  // RFC 9110, 9.2.2
  private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

  Visit of(RequestView request) {
    boolean repeatable = IDEMPOTENT.contains(request.method());
    if (key == null && cookie == null && stages == null) {
      return repeatable ? VisitFacts.REPEATABLE : VisitFacts.ONCE;
    }
    return new VisitFacts(
        key == null ? 0 : key.of(request),
        HashKey.address(request),
        cookie == null ? Visit.NONE : cookie.read(request),
        stages == null ? Visit.NONE : stages.stage(request),
        repeatable);
  }

  /** Takes out the sticky cookie: it is between this node and the visitor. */
  void strip(HeaderMap request) {
    HeaderValues lines = cookie == null ? null : request.get(Headers.COOKIE);
    if (cookie == null || lines == null) {
      return;
    }
    for (int i = lines.size() - 1; i >= 0; i--) {
      String rest = Cookies.without(lines.get(i), cookie.cookieName());
      if (rest.isEmpty()) {
        lines.remove(i);
      } else {
        lines.set(i, rest);
      }
    }
  }

  /** Names the server that answered, unless the visitor's cookie does. */
  void name(int server, Visit visit, boolean overTls, HeaderMap answer) {
    if (cookie != null && visit.stickyServer() != server) {
      answer.add(Headers.SET_COOKIE, cookie.write(server, overTls));
    }
  }
}
