package nova.agent.pipeline;

import java.net.InetSocketAddress;
import nova.agent.listener.Visitor;
import nova.agent.listener.VisitorConnection;
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

  /** One visitor connection, which has its connections to servers for itself. */
  private static final class Visit implements Caller, VisitorConnection.Companion {
    private final VisitorConnection connection;
    private final UpstreamLoop loop;

    Visit(VisitorConnection connection, UpstreamLoop loop) {
      this.connection = connection;
      this.loop = loop;
    }

    @Override
    public InetSocketAddress source() {
      return connection.source();
    }

    @Override
    public InetSocketAddress destination() {
      return connection.destination();
    }

    @Override
    public void left() {
      loop.left(this);
    }
  }

  static Contact of(Visitor visitor, UpstreamLoop loop, RoutePlan route) {
    boolean upgrade = visitor.facts().upgrade();
    boolean introduced = route.pool().pool().protocol().proxyProtocol() != 0;
    if (!upgrade && !introduced) {
      return ANYBODY;
    }
    return new Contact(upgrade, introduced ? caller(visitor.connection(), loop) : null);
  }

  /** The connection as its servers are told of it. */
  static @Nullable Caller caller(VisitorConnection connection, UpstreamLoop loop) {
    if (connection.source().isUnresolved() || connection.destination().isUnresolved()) {
      return null; // gone already: nobody knows who it was
    }
    return connection.companion(() -> new Visit(connection, loop)) instanceof Caller caller
        ? caller
        : null;
  }
}
