package nova.agent.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.ConnectorStatistics;
import io.undertow.server.DelegateOpenListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.AlpnOpenListener;
import io.undertow.server.protocol.http.HttpOpenListener;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.server.protocol.http2.Http2OpenListener;
import io.undertow.util.PooledAdaptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Sequence;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;
import org.xnio.conduits.PushBackStreamSourceConduit;

/** One bound port: accepts, counts, guards, and hands requests to a handler. */
public final class VisitorPort {
  private static final byte[] FULL =
      """
      HTTP/1.1 503 Service Unavailable\r
      Retry-After: 1\r
      Content-Length: 0\r
      Connection: close\r
      \r
      """
          .getBytes(ISO_8859_1);
  // a draining visitor gets this long to send a request that is already under way
  private static final long LAST_WORD_NANOS = 100_000_000L;
  private static final Sequence<String> TLS_13 = Sequence.of("TLSv1.3");
  private static final Sequence<String> TLS_12_AND_13 = Sequence.of("TLSv1.3", "TLSv1.2");
  // forward secrecy and authenticated encryption only
  private static final Sequence<String> CIPHERS =
      Sequence.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
  private static final int MOST_STREAMS = 128;
  // within Undertow's window of 30 seconds; more is the flood of CVE-2023-44487
  private static final int MOST_RESETS = 200;
  private static final int MOST_QUERY_PARAMETERS = 100_000;

  private final VisitorThreads threads;
  private final HttpOpenListener undertow;
  private final AcceptingChannel<? extends StreamConnection> server;
  private final @Nullable AlpnOpenListener alpn;
  private final Http2OpenListener http2;
  private final ByteBufferPool buffers;
  private final AtomicInteger open = new AtomicInteger();
  private final int number;
  private volatile PortPolicy policy;
  private volatile boolean closing;

  private VisitorPort(
      XnioWorker worker,
      VisitorThreads threads,
      InetSocketAddress address,
      int backlog,
      ByteBufferPool buffers,
      PortPolicy policy,
      Optional<SSLContext> tls,
      boolean onlyTls13)
      throws IOException {
    this.threads = threads;
    this.buffers = buffers;
    this.policy = policy;
    this.undertow = new HttpOpenListener(buffers, options());
    this.http2 = new Http2OpenListener(buffers, options());
    OptionMap socket =
        OptionMap.builder()
            .set(Options.TCP_NODELAY, true)
            .set(Options.REUSE_ADDRESSES, true)
            .set(Options.BACKLOG, backlog)
            .set(Options.SSL_ENABLED_PROTOCOLS, onlyTls13 ? TLS_13 : TLS_12_AND_13)
            .set(Options.SSL_ENABLED_CIPHER_SUITES, CIPHERS)
            .getMap();
    if (tls.isPresent()) {
      alpn = new AlpnOpenListener(buffers, options(), new Http1());
      alpn.addProtocol(Http2OpenListener.HTTP2, new Http2(), 10);
      server =
          new UndertowXnioSsl(worker.getXnio(), OptionMap.EMPTY, buffers, tls.get())
              .createSslConnectionServer(
                  worker, address, ChannelListeners.openListenerAdapter(this::accepted), socket);
    } else {
      alpn = null;
      server =
          worker.createStreamConnectionServer(
              address, ChannelListeners.openListenerAdapter(this::accepted), socket);
    }
    this.number = server.getLocalAddress(InetSocketAddress.class).getPort();
  }

  /** Binds without accepting yet. */
  public static VisitorPort bind(
      XnioWorker worker,
      VisitorThreads threads,
      InetSocketAddress address,
      int backlog,
      ByteBufferPool buffers,
      PortPolicy policy,
      Optional<SSLContext> tls,
      boolean onlyTls13)
      throws IOException {
    return new VisitorPort(worker, threads, address, backlog, buffers, policy, tls, onlyTls13);
  }

  private static OptionMap options() {
    // the guard enforces size and count of headers; Undertow's own limits must not come first
    return OptionMap.builder()
        .set(UndertowOptions.MAX_HEADER_SIZE, 1 << 18)
        .set(UndertowOptions.MAX_HEADERS, 2000)
        .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
        .set(UndertowOptions.MAX_PARAMETERS, MOST_QUERY_PARAMETERS)
        .set(UndertowOptions.DECODE_URL, false)
        .set(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
        .set(UndertowOptions.ALWAYS_SET_DATE, false)
        .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
        // seen behind the guard only as the preface; the guard decides whether it gets there
        .set(UndertowOptions.ENABLE_HTTP2, true)
        .set(UndertowOptions.HTTP2_SETTINGS_ENABLE_PUSH, false)
        .set(UndertowOptions.HTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, MOST_STREAMS)
        .set(UndertowOptions.MAX_RST_FRAMES_PER_WINDOW, MOST_RESETS)
        .getMap();
  }

  public void serve(HttpHandler handler) {
    undertow.setRootHandler(handler);
    http2.setRootHandler(handler);
    server.resumeAccepts();
  }

  public InetSocketAddress address() {
    return server.getLocalAddress(InetSocketAddress.class);
  }

  /** The port number, the same for all requests. */
  public int number() {
    return number;
  }

  /** Connections that are open count from now on where new ones will. */
  public void policy(PortPolicy changed) {
    boolean moved = changed.connections() != policy.connections();
    policy = changed;
    if (moved) {
      threads.recount(this, changed.connections());
    }
  }

  PortPolicy limits() {
    return policy;
  }

  boolean closing() {
    return closing;
  }

  long idleNanos() {
    return closing ? LAST_WORD_NANOS : policy.idleTimeout().toNanos();
  }

  public int open() {
    return open.get();
  }

  private void accepted(StreamConnection connection) {
    PortPolicy now = policy;
    if (now.connections().incrementAndGet() > now.maxConnections()) {
      now.connections().decrementAndGet();
      refuse(connection);
      return;
    }
    open.incrementAndGet();
    threads.openCounter().incrementAndGet();
    VisitorThread thread = threads.of(connection.getIoThread());
    OpenConnection opened = new OpenConnection(this, connection, now.connections());
    thread.add(opened);
    if (alpn != null) {
      thread.remember(opened);
      alpn.handleEvent(connection);
    } else {
      http1(opened, thread);
    }
    // Undertow takes the close listener for itself, so ours goes around it
    ChannelListener<? super StreamConnection> inner = connection.getCloseListener();
    connection.setCloseListener(
        closed -> {
          ChannelListeners.invokeChannelListener(closed, inner);
          left(opened, thread);
        });
    if (!connection.isOpen()) {
      left(opened, thread);
    }
  }

  private void http1(OpenConnection opened, VisitorThread thread) {
    StreamConnection connection = opened.connection();
    RequestGuard guard =
        new RequestGuard(
            connection.getSourceChannel().getConduit(), connection, thread, this, opened);
    opened.speaksHttp1(guard);
    connection.getSourceChannel().setConduit(guard);
    undertow.handleEvent(connection);
  }

  private void left(OpenConnection opened, VisitorThread thread) {
    if (opened.leave()) {
      opened.counted.decrementAndGet();
      open.decrementAndGet();
      threads.openCounter().decrementAndGet();
      thread.remove(opened);
    }
  }

  /** Who made this request. */
  public Visitor visitor(HttpServerExchange exchange) {
    if (exchange.getConnection() instanceof HttpServerConnection http1) {
      return (RequestGuard) http1.getOriginalSourceConduit();
    }
    VisitorThread thread = threads.of(exchange.getIoThread());
    OpenConnection opened = thread.of(exchange.getConnection().getPeerAddress());
    if (opened == null) {
      throw new IllegalStateException("a request of no connection");
    }
    return new Http2Visitor(exchange, this, opened);
  }

  /** ALPN came to HTTP/1.1, or there was none. */
  private final class Http1 extends Delegate {
    @Override
    void speak(OpenConnection opened, VisitorThread thread) {
      http1(opened, thread);
    }
  }

  /** ALPN came to HTTP/2. */
  private final class Http2 extends Delegate {
    @Override
    void speak(OpenConnection opened, VisitorThread thread) {
      opened.speaksHttp2();
      http2.handleEvent(opened.connection());
    }
  }

  /** What the handshake read too far is given back before anybody looks. */
  private abstract class Delegate implements DelegateOpenListener {
    abstract void speak(OpenConnection opened, VisitorThread thread);

    @Override
    public void handleEvent(StreamConnection connection, @Nullable PooledByteBuffer early) {
      VisitorThread thread = threads.of(connection.getIoThread());
      OpenConnection opened = thread.of(connection.getPeerAddress());
      if (opened == null) {
        IoUtils.safeClose(connection);
        return;
      }
      if (early != null) {
        PushBackStreamSourceConduit conduit =
            new PushBackStreamSourceConduit(connection.getSourceChannel().getConduit());
        conduit.pushBack(new PooledAdaptor(early));
        connection.getSourceChannel().setConduit(conduit);
      }
      speak(opened, thread);
    }

    @Override
    public void handleEvent(StreamConnection connection) {
      handleEvent(connection, null);
    }

    @Override
    public HttpHandler getRootHandler() {
      return undertow.getRootHandler();
    }

    @Override
    public void setRootHandler(HttpHandler handler) {
      undertow.setRootHandler(handler);
    }

    @Override
    public OptionMap getUndertowOptions() {
      return undertow.getUndertowOptions();
    }

    @Override
    public void setUndertowOptions(OptionMap options) {
      undertow.setUndertowOptions(options);
    }

    @Override
    public ByteBufferPool getBufferPool() {
      return buffers;
    }

    @Override
    public @Nullable ConnectorStatistics getConnectorStatistics() {
      return undertow.getConnectorStatistics();
    }

    @Override
    public void closeConnections() {
      cut();
    }
  }

  private static void refuse(StreamConnection connection) {
    try {
      connection.getSinkChannel().write(ByteBuffer.wrap(FULL));
    } catch (IOException visitorLeft) {
      // nothing was owed to them
      IoUtils.safeClose(connection);
    }
    IoUtils.safeClose(connection);
  }

  /** Stops accepting; idle connections are closed, busy ones after their answer. */
  public void retire() {
    closing = true;
    IoUtils.safeClose(server);
  }

  /** Cuts what is still open. */
  public void cut() {
    retire();
    threads.closeAll(this);
  }

  /** True when connections should not be kept after the next answer. */
  public boolean retiring() {
    return closing;
  }
}
