package nova.agent.pipeline;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.util.AttachmentKey;
import java.net.InetSocketAddress;
import nova.agent.listener.Visitor;
import nova.agent.pipeline.ServingPlan.RoutePlan;
import nova.agent.upstream.Caller;
import nova.agent.upstream.UpstreamLoop;
import org.jspecify.annotations.Nullable;

/**
 * What of a visitor decides over which connections a server may be reached.
 *
 * @param upgrade the connection may have to change to another protocol
 * @param caller for servers that are told who calls; null for others
 */
record Contact(boolean upgrade, @Nullable Caller caller) {
  private static final Contact ANYBODY = new Contact(false, null);
  private static final AttachmentKey<Visit> VISIT = AttachmentKey.create(Visit.class);

  /** One visitor connection, which has its connections to servers for itself. */
  private record Visit(InetSocketAddress source, InetSocketAddress destination) implements Caller {
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  static Contact of(
      HttpServerExchange exchange, Visitor visitor, UpstreamLoop loop, RoutePlan route) {
    boolean upgrade = visitor.facts().upgrade();
    boolean introduced = route.pool().pool().protocol().proxyProtocol() != 0;
    if (!upgrade && !introduced) {
      return ANYBODY;
    }
    return new Contact(upgrade, introduced ? visit(exchange.getConnection(), loop) : null);
  }

  private static Caller visit(ServerConnection connection, UpstreamLoop loop) {
    Visit known = connection.getAttachment(VISIT);
    if (known != null) {
      return known;
    }
    Visit visit =
        new Visit(
            (InetSocketAddress) connection.getPeerAddress(),
            (InetSocketAddress) connection.getLocalAddress());
    connection.putAttachment(VISIT, visit);
    connection.addCloseListener(closed -> loop.left(visit));
    return visit;
  }
}
