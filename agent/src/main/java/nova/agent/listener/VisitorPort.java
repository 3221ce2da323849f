package nova.agent.listener;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * One bound port: accepts, counts, and hands connections to the reception of its policy. What is
 * spoken there may change; the socket stays.
 */
public final class VisitorPort {
  // a draining visitor gets this long to send a request that is already under way
  static final long LAST_WORD_NANOS = 100_000_000L;

  private final VisitorThreads threads;
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
      PortPolicy policy)
      throws IOException {
    this.threads = threads;
    this.policy = policy;
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
      PortPolicy policy)
      throws IOException {
    return new VisitorPort(worker, threads, address, backlog, policy);
  }

  /** Begins to accept. */
  public void open() {
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

  /** What is in force now. */
  public PortPolicy limits() {
    return policy;
  }

  /** Connections open now. */
  public int connections() {
    return open.get();
  }

  private void accepted(StreamConnection socket) {
    PortPolicy now = policy;
    if (now.connections().incrementAndGet() > now.maxConnections()) {
      now.connections().decrementAndGet();
      refuse(socket, now.reception().full());
      return;
    }
    open.incrementAndGet();
    threads.openCounter().incrementAndGet();
    VisitorThread thread = threads.of(socket.getIoThread());
    VisitorConnection connection = new VisitorConnection(socket, thread, this, now);
    thread.add(connection);
    socket.setCloseListener(closed -> left(connection));
    now.reception().welcome(connection);
    if (!socket.isOpen()) {
      left(connection);
    }
  }

  private void left(VisitorConnection connection) {
    if (connection.leave()) {
      open.decrementAndGet();
      threads.openCounter().decrementAndGet();
      connection.thread().remove(connection);
    }
  }

  private static void refuse(StreamConnection socket, byte[] full) {
    try {
      socket.getSinkChannel().write(ByteBuffer.wrap(full));
    } catch (IOException visitorLeft) {
      // nothing was owed to them
      IoUtils.safeClose(socket);
    }
    IoUtils.safeClose(socket);
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
