package nova.agent.listener;

import io.undertow.connector.ByteBufferPool;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.HttpUpgradeListener;
import io.undertow.server.SSLSessionInfo;
import io.undertow.server.ServerConnection;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.Option;
import org.xnio.OptionMap;
import org.xnio.Pool;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/**
 * What Undertow's exchanges see as their connection. Only what the data plane uses of them is
 * there; the rest refuses instead of half working.
 */
public abstract class VisitorExchange extends ServerConnection implements Visitor {
  private final VisitorConnection connection;

  protected VisitorExchange(VisitorConnection connection) {
    this.connection = connection;
  }

  @Override
  public final VisitorConnection connection() {
    return connection;
  }

  protected final VisitorThread thread() {
    return connection.thread();
  }

  @Override
  public final VisitorPort port() {
    return connection.port();
  }

  @Override
  public final String peer() {
    return connection.peer();
  }

  @Override
  public boolean last() {
    return connection.last();
  }

  @Override
  public final XnioWorker getWorker() {
    return connection.socket().getWorker();
  }

  @Override
  public final XnioIoThread getIoThread() {
    return connection.socket().getIoThread();
  }

  @Override
  public boolean isOpen() {
    return connection.socket().isOpen();
  }

  @Override
  public void close() {
    cut();
  }

  @Override
  public final SocketAddress getPeerAddress() {
    return connection.source();
  }

  @Override
  public final <A extends SocketAddress> @Nullable A getPeerAddress(Class<A> type) {
    return type.isInstance(connection.source()) ? type.cast(connection.source()) : null;
  }

  @Override
  public final SocketAddress getLocalAddress() {
    return connection.destination();
  }

  @Override
  public final <A extends SocketAddress> @Nullable A getLocalAddress(Class<A> type) {
    return type.isInstance(connection.destination()) ? type.cast(connection.destination()) : null;
  }

  @Override
  public final OptionMap getUndertowOptions() {
    return OptionMap.EMPTY;
  }

  /** The visitor answers {@code Expect} itself, as soon as the body is asked for. */
  @Override
  public final boolean isContinueResponseSupported() {
    return false;
  }

  @Override
  public final HttpServerExchange sendOutOfBandResponse(HttpServerExchange exchange) {
    throw new UnsupportedOperationException("interim answers go through Visitor");
  }

  @Override
  public final boolean isRequestTrailerFieldsSupported() {
    return true;
  }

  @Override
  protected boolean isUpgradeSupported() {
    return false;
  }

  @Override
  protected final boolean isConnectSupported() {
    return false;
  }

  @Override
  protected void setUpgradeListener(HttpUpgradeListener listener) {
    throw new UnsupportedOperationException("no protocol change here");
  }

  @Override
  protected final void setConnectListener(HttpUpgradeListener listener) {
    throw new UnsupportedOperationException("no CONNECT here");
  }

  @Override
  protected @Nullable StreamConnection upgradeChannel() {
    return null;
  }

  @Override
  protected final void maxEntitySizeUpdated(HttpServerExchange exchange) {
    // the pipeline counts bodies itself
  }

  @Override
  public final void addCloseListener(CloseListener listener) {
    throw new UnsupportedOperationException("Visitor.Departure tells");
  }

  @Override
  @Deprecated
  public final Pool<ByteBuffer> getBufferPool() {
    throw new UnsupportedOperationException("buffers belong to the I/O thread");
  }

  @Override
  public final ByteBufferPool getByteBufferPool() {
    throw new UnsupportedOperationException("buffers belong to the I/O thread");
  }

  @Override
  public final int getBufferSize() {
    return Buffers.WORK_BYTES;
  }

  @Override
  public final @Nullable SSLSessionInfo getSslSessionInfo() {
    return null;
  }

  @Override
  public final void setSslSessionInfo(SSLSessionInfo info) {
    throw new UnsupportedOperationException("nobody asks for it");
  }

  @Override
  public final boolean supportsOption(Option<?> option) {
    return false;
  }

  @Override
  public final <T> @Nullable T getOption(Option<T> option) {
    return null;
  }

  @Override
  public final <T> @Nullable T setOption(Option<T> option, T value) {
    return null;
  }

  @Override
  public final ChannelListener.@Nullable Setter<? extends ServerConnection> getCloseSetter() {
    return null;
  }
}
