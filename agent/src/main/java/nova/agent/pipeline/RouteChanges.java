package nova.agent.pipeline;

import java.util.List;
import nova.agent.routing.RouteTable;
import nova.agent.transform.HeaderEdits;
import nova.agent.transform.PathRewrite;
import org.jspecify.annotations.Nullable;

/**
 * How a route changes what passes.
 *
 * @param path null: it stays
 * @param host empty: it stays
 */
record RouteChanges(
    @Nullable PathRewrite path, String host, HeaderEdits request, HeaderEdits response) {
  static final RouteChanges NONE = new RouteChanges(null, "", HeaderEdits.NONE, HeaderEdits.NONE);

  /** Nothing is changed; the answer may still be. */
  boolean none() {
    return path == null && host.isEmpty() && request.isEmpty();
  }

  RequestTarget target(RequestTarget visitors, List<String> captured) {
    String sent = visitors.sent();
    if (path != null && !sent.equals("*")) {
      sent = path.target(RouteTable.withoutDots(visitors.path()), visitors.query(), captured);
    }
    return visitors.sentAs(sent, host.isEmpty() ? visitors.host() : host, !request.isEmpty());
  }
}
