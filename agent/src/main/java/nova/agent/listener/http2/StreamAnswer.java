package nova.agent.listener.http2;

import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpAttachments;
import io.undertow.util.HeaderMap;
import io.undertow.util.Methods;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import nova.agent.listener.VisitorSink;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;
import org.xnio.conduits.WriteReadyHandler;

/** The answer on a stream, as fast as both windows and the kernel allow. */
final class StreamAnswer extends VisitorSink {
  private final Http2Stream stream;
  private final Sending sending;
  private final HttpServerExchange exchange;
  private @Nullable WriteReadyHandler handler;
  private long window;
  private boolean begun;
  private boolean bodyless;
  private boolean ended;
  private boolean over;
  private boolean broken;
  private boolean resumed;
  private boolean queued;

  StreamAnswer(Http2Stream stream, Sending sending, HttpServerExchange exchange, int window) {
    this.stream = stream;
    this.sending = sending;
    this.exchange = exchange;
    this.window = window;
  }

  boolean begun() {
    return begun;
  }

  /** END_STREAM is on its way. */
  boolean ended() {
    return ended;
  }

  /** More, or after SETTINGS less, may be sent; false when the window gets too large. */
  boolean widen(long bytes) {
    window += bytes;
    if (window > Frames.MOST_WINDOW) {
      return false;
    }
    if (window > 0) {
      sending.wake(this);
    }
    return true;
  }

  // ---- writing ----

  @Override
  public int write(ByteBuffer from) throws IOException {
    return write(from, false);
  }

  @Override
  public int writeFinal(ByteBuffer from) throws IOException {
    if (!from.hasRemaining()) {
      terminateWrites();
      return 0;
    }
    return write(from, true);
  }

  private int write(ByteBuffer from, boolean last) throws IOException {
    begin(false);
    int size = from.remaining();
    if (bodyless) {
      from.position(from.limit());
      if (last) {
        terminateWrites();
      }
      return size;
    }
    int most = (int) Math.min(Math.min(window, sending.window()), size);
    if (most <= 0) {
      return 0;
    }
    boolean end = last && most == size && trailers() == null;
    int taken = sending.frames().data(stream.id(), from, most, end);
    window -= taken;
    sending.sent(taken);
    if (last && taken == size) {
      if (end) {
        ended = true;
      } else {
        terminateWrites();
      }
    }
    return taken;
  }

  private void begin(boolean endStream) throws IOException {
    if (broken) {
      throw new IOException("the stream is closed");
    }
    if (begun) {
      return;
    }
    begun = true;
    int status = exchange.getStatusCode();
    bodyless = status == 204 || status == 304 || exchange.getRequestMethod().equals(Methods.HEAD);
    sending.headers(stream.id(), status, exchange.getResponseHeaders(), endStream);
  }

  private @Nullable HeaderMap trailers() {
    Supplier<HeaderMap> supplier =
        exchange.getAttachment(HttpAttachments.RESPONSE_TRAILER_SUPPLIER);
    return supplier == null ? null : supplier.get();
  }

  @Override
  public void terminateWrites() throws IOException {
    if (ended) {
      return;
    }
    HeaderMap trailers = trailers();
    boolean first = !begun;
    begin(trailers == null);
    ended = true;
    if (trailers != null) {
      sending.trailers(stream.id(), trailers);
    } else if (!first) {
      sending.frames().endStream(stream.id());
    }
  }

  /** What was taken is the connection's to deliver; it waits for nobody here. */
  @Override
  public boolean flush() throws IOException {
    begin(false);
    if (ended && !over) {
      over = true;
      Connectors.terminateResponse(exchange);
    }
    return true;
  }

  /** The stream is gone: the next write fails. */
  void breakOff() {
    broken = true;
    handler = null;
  }

  // ---- taking turns ----

  /** It has left the row and may write. */
  void turn() {
    queued = false;
    if (resumed && hasWindow() && handler != null) {
      handler.writeReady();
    }
  }

  /** Whether it waits for its turn now, and was not in the row before. */
  boolean queues() {
    boolean before = queued;
    queued = resumed;
    return resumed && !before;
  }

  boolean hasWindow() {
    return window > 0 || ended;
  }

  @Override
  public void resumeWrites() {
    resumed = true;
    sending.wake(this);
  }

  @Override
  public void suspendWrites() {
    resumed = false;
  }

  @Override
  public void wakeupWrites() {
    resumeWrites();
  }

  @Override
  public boolean isWriteResumed() {
    return resumed;
  }

  @Override
  public void truncateWrites() {
    ended = true;
  }

  @Override
  public boolean isWriteShutdown() {
    return ended;
  }

  @Override
  public void setWriteReadyHandler(WriteReadyHandler next) {
    handler = next;
  }

  @Override
  public XnioIoThread getWriteThread() {
    return stream.getIoThread();
  }

  @Override
  public XnioWorker getWorker() {
    return stream.getWorker();
  }
}
