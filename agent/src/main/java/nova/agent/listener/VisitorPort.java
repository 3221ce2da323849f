package nova.agent.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

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
  private static final int MOST_QUERY_PARAMETERS = 100_000;

  private final VisitorThreads threads;
  private final HttpOpenListener undertow;
  private final AcceptingChannel<StreamConnection> server;
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
      PortPolicy policy)
      throws IOException {
    this.threads = threads;
    this.policy = policy;
    this.undertow = new HttpOpenListener(buffers, options());
    OptionMap socket =
        OptionMap.builder()
            .set(Options.TCP_NODELAY, true)
            .set(Options.REUSE_ADDRESSES, true)
            .set(Options.BACKLOG, backlog)
            .getMap();
    this.server =
        worker.createStreamConnectionServer(
            address, ChannelListeners.openListenerAdapter(this::accepted), socket);
    this.number = server.getLocalAddress(InetSocketAddress.class).getPort();
  }

  /** Binds without accepting yet. */
  public static VisitorPort bind(
      XnioWorker worker,
      VisitorThreads threads,
      InetSocketAddress address,
      int backlog,
      ByteBufferPool buffers,
      PortPolicy policy)
      throws IOException {
    return new VisitorPort(worker, threads, address, backlog, buffers, policy);
  }

  private static OptionMap options() {
    // the guard enforces size and count of headers; Undertow's own limits must not come first
    return OptionMap.builder()
        .set(UndertowOptions.MAX_HEADER_SIZE, 1 << 20)
        .set(UndertowOptions.MAX_HEADERS, 2000)
        .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
        .set(UndertowOptions.MAX_PARAMETERS, MOST_QUERY_PARAMETERS)
        .set(UndertowOptions.DECODE_URL, false)
        .set(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
        .set(UndertowOptions.ALWAYS_SET_DATE, false)
        .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
        .set(UndertowOptions.ENABLE_HTTP2, false)
        .getMap();
  }

  public void serve(HttpHandler handler) {
    undertow.setRootHandler(handler);
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
    RequestGuard guard =
        new RequestGuard(
            connection.getSourceChannel().getConduit(),
            connection,
            thread,
            this,
            now.connections());
    connection.getSourceChannel().setConduit(guard);
    thread.add(guard);
    undertow.handleEvent(connection);
    // Undertow takes the close listener for itself, so ours goes around it
    ChannelListener<? super StreamConnection> inner = connection.getCloseListener();
    connection.setCloseListener(
        closed -> {
          ChannelListeners.invokeChannelListener(closed, inner);
          left(guard, thread);
        });
    if (!connection.isOpen()) {
      left(guard, thread);
    }
  }

  private void left(RequestGuard guard, VisitorThread thread) {
    if (guard.leave()) {
      guard.counted.decrementAndGet();
      open.decrementAndGet();
      threads.openCounter().decrementAndGet();
      thread.remove(guard);
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
