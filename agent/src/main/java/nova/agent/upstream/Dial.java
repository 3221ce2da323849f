package nova.agent.upstream;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.nio.ByteBuffer;
import nova.agent.upstream.tls.Handshake;
import nova.agent.upstream.tls.ServerTls;
import nova.agent.upstream.tls.TlsLink;
import org.jspecify.annotations.Nullable;
import org.xnio.IoFuture;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;

/** Opens one connection: the socket, the PROXY header, TLS. Told once, unless called off. */
final class Dial implements Handshake.Outcome {
  private static final OptionMap SOCKET = OptionMap.create(Options.TCP_NODELAY, true);
  private static final String HTTP2 = "h2";

  /** Hears about the outcome, on the loop's thread, never from within {@link #begin}. */
  interface Outcome {
    void opened(Wire wire, boolean http2);

    void failed(String cause);
  }

  private final UpstreamLoop loop;
  private final Endpoint endpoint;
  private final @Nullable Caller caller;
  private final Outcome outcome;
  private final @Nullable ServerTls tls;
  private final @Nullable Object identity;
  private @Nullable IoFuture<StreamConnection> socket;
  private @Nullable StreamConnection connection;
  private @Nullable Handshake handshake;
  private boolean counted;
  private boolean over;

  private Dial(UpstreamLoop loop, Endpoint endpoint, @Nullable Caller caller, Outcome outcome) {
    this.loop = loop;
    this.endpoint = endpoint;
    this.caller = caller;
    this.outcome = outcome;
    this.tls = endpoint.transport().tls();
    this.identity = tls == null ? null : tls.identity();
  }

  static Dial begin(
      UpstreamLoop loop,
      Endpoint endpoint,
      InetSocketAddress to,
      @Nullable Caller caller,
      Outcome outcome) {
    Dial dial = new Dial(loop, endpoint, caller, outcome);
    dial.open(to);
    return dial;
  }

  /** As soon as the server may have one more connection. */
  private void open(InetSocketAddress to) {
    if (over) {
      endpoint.next(); // the chance is not used here
    } else if (endpoint.opens()) {
      counted = true;
      reach(to);
    } else {
      endpoint.await(() -> loop.thread().execute(() -> open(to)));
    }
  }

  private void reach(InetSocketAddress to) {
    IoFuture<StreamConnection> opening =
        loop.thread().openStreamConnection(to, this::connected, SOCKET);
    socket = opening;
    opening.addNotifier(
        (future, none) -> {
          if (future.getStatus() == IoFuture.Status.FAILED) {
            IOException failure = future.getException();
            // may be told before openStreamConnection returned: never inside the caller's stack
            loop.thread().execute(() -> unreachable(cause(failure)));
          }
        },
        null);
  }

  private void unreachable(String cause) {
    if (!over) {
      endpoint.closed();
      failed(cause);
    }
  }

  private static String cause(IOException failure) {
    if (failure instanceof NoRouteToHostException) {
      return "connect: no route";
    }
    if (failure instanceof ConnectException) {
      return "connect: refused";
    }
    return "connect: " + String.valueOf(failure.getMessage()).toLowerCase(java.util.Locale.ROOT);
  }

  private void connected(StreamConnection opened) {
    if (over) {
      IoUtils.safeClose(opened);
      return;
    }
    connection = opened;
    opened.setCloseListener(closed -> endpoint.closed());
    int version = endpoint.transport().proxyProtocol();
    if (version != 0 && !introduced(opened, version)) {
      return;
    }
    if (tls == null) {
      done(opened, null, endpoint.transport().http2());
    } else {
      handshake =
          Handshake.begin(
              tls,
              endpoint.host(),
              endpoint.port(),
              endpoint.transport().http2(),
              opened,
              loop,
              this);
    }
  }

  /** A fresh socket takes this much at once; one that does not is no good. */
  private boolean introduced(StreamConnection opened, int version) {
    ByteBuffer header = ByteBuffer.allocate(ProxyHeader.MOST_BYTES);
    ProxyHeader.write(version, caller, header);
    try {
      opened.getSinkChannel().write(header.flip());
    } catch (IOException reset) {
      header.position(0);
    }
    if (header.hasRemaining()) {
      IoUtils.safeClose(opened);
      failed("connect: closed");
      return false;
    }
    return true;
  }

  @Override
  public void secured(TlsLink link, String protocol) {
    StreamConnection opened = connection;
    if (opened != null) {
      done(opened, link, protocol.equals(HTTP2));
    }
  }

  private void done(StreamConnection opened, @Nullable TlsLink link, boolean http2) {
    over = true;
    if (link != null) {
      opened.setCloseListener(closed -> link.leave()); // one more: earlier ones stay
    }
    outcome.opened(new Wire(endpoint, opened, link, identity, caller), http2);
  }

  @Override
  public void failed(String cause) {
    if (!over) {
      over = true;
      outcome.failed(cause);
    }
  }

  void callOff() {
    if (over) {
      return;
    }
    over = true;
    if (counted && connection == null) {
      endpoint.closed();
    }
    if (handshake != null) {
      handshake.callOff();
    }
    if (socket != null) {
      socket.cancel();
    }
    IoUtils.safeClose(connection);
  }
}
