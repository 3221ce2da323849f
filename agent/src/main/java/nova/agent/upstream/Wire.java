package nova.agent.upstream;

import nova.agent.upstream.tls.ServerTls;
import nova.agent.upstream.tls.TlsLink;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;
import org.xnio.conduits.WriteReadyHandler;

/** An open way to a server: the socket with what lies over it, and for whom it was opened. */
final class Wire {
  private final Endpoint endpoint;
  private final StreamConnection connection;
  private final @Nullable TlsLink tls;
  private final @Nullable Object identity;
  private final @Nullable Caller caller;

  Wire(
      Endpoint endpoint,
      StreamConnection connection,
      @Nullable TlsLink tls,
      @Nullable Object identity,
      @Nullable Caller caller) {
    this.endpoint = endpoint;
    this.connection = connection;
    this.tls = tls;
    this.identity = identity;
    this.caller = caller;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  boolean secure() {
    return tls != null;
  }

  StreamSourceConduit in() {
    return connection.getSourceChannel().getConduit();
  }

  StreamSinkConduit out() {
    return connection.getSinkChannel().getConduit();
  }

  /** The only visitor connection whose requests may use it; null for all. */
  @Nullable Caller caller() {
    return caller;
  }

  /** Whether a new connection to this server would be just like it. */
  boolean current() {
    Transport transport = endpoint.transport();
    ServerTls now = transport.tls();
    return !endpoint.retired()
        && (now == null || now.identity() == identity)
        && (transport.proxyProtocol() == 0 || caller != null);
  }

  /** Whether it may stay open with nothing to do. */
  boolean mayIdle() {
    return current() && !endpoint.crowded();
  }

  /** Hands the connection to whoever listens on its channels; it is closed by them. */
  StreamConnection detach() {
    StreamSourceConduit in = in();
    StreamSinkConduit out = out();
    in.suspendReads();
    out.suspendWrites();
    in.setReadReadyHandler(
        new ReadReadyHandler.ChannelListenerHandler<>(connection.getSourceChannel()));
    out.setWriteReadyHandler(
        new WriteReadyHandler.ChannelListenerHandler<>(connection.getSinkChannel()));
    return connection;
  }

  void close() {
    if (tls != null && connection.isOpen()) {
      tls.leave();
    }
    IoUtils.safeClose(connection);
  }
}
