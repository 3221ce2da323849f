package nova.agent.upstream;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import nova.agent.exchange.hpack.HpackEncoder;
import nova.agent.upstream.tls.TlsBuffers;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/** What the upstream connections of one I/O thread share: buffers, idle connections, one timer. */
public final class UpstreamLoop implements TlsBuffers {
  private static final int SWEEP_MILLIS = 50;
  // what servers may send ahead on all streams together, beyond the first window of each
  private static final int SPARE_WINDOW = 1 << 24;

  // so much may wait for slow readers of this thread before all are fed less at a time
  private static final long MUCH_WAITING_BYTES = 4 << 20;
  private static final long MOST_WAITING_BYTES = 12 << 20;
  private static final int SLOW_READ_BYTES = 16_384;
  private static final int LEAST_READ_BYTES = 2_048;

  private final XnioIoThread thread;
  private final ByteBuffer buffer;
  private final FieldNames names = new FieldNames();
  private final Http1Head head = new Http1Head(names);
  private final ByteBuffer framing = ByteBuffer.allocateDirect(2 * ResponseHead.MOST_BYTES);
  private final byte[] scratch = new byte[2 * ResponseHead.MOST_BYTES];
  private final SpareBuffers spare;
  private final IdleConnections idle = new IdleConnections();
  private final SharedConnections shared = new SharedConnections();
  private final HpackEncoder hpack = new HpackEncoder();
  private final Http2Head http2Head = new Http2Head(names);
  private @Nullable ByteBuffer frames;
  private @Nullable ByteBuffer framesView;
  private int spareWindow = SPARE_WINDOW;
  private @Nullable ByteBuffer cipherIn;
  private @Nullable ByteBuffer cipherOut;
  private long waiting;
  private final XnioExecutor.Key timer;
  private final TimedList timed = new TimedList();

  public UpstreamLoop(XnioIoThread thread, int bufferBytes) {
    this.thread = thread;
    this.buffer = ByteBuffer.allocateDirect(Math.max(bufferBytes, ResponseHead.MOST_BYTES) + 16384);
    this.spare = new SpareBuffers(buffer.capacity());
    this.timer = thread.executeAtInterval(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Bytes wait for a visitor that does not read them; negative when they do no more. */
  public void waiting(int bytes) {
    waiting += bytes;
  }

  /** How much to read from a server at once: what a slow reader does not take must be held. */
  int readBytes(boolean slowReader) {
    if (waiting > MOST_WAITING_BYTES) {
      return LEAST_READ_BYTES;
    }
    return slowReader || waiting > MUCH_WAITING_BYTES ? SLOW_READ_BYTES : buffer.capacity();
  }

  public XnioIoThread thread() {
    return thread;
  }

  /** The thread's buffer, cleared; valid until the current call returns. */
  public ByteBuffer buffer() {
    return buffer.clear();
  }

  /** Room for what goes out around body bytes: a head, the frame of a chunk. */
  ByteBuffer framing() {
    return framing.clear();
  }

  @Override
  public ByteBuffer cipherIn() {
    if (cipherIn == null) {
      cipherIn = ByteBuffer.allocateDirect(buffer.capacity());
    }
    return cipherIn.clear();
  }

  @Override
  public ByteBuffer cipherOut() {
    if (cipherOut == null) {
      cipherOut = ByteBuffer.allocateDirect(buffer.capacity());
    }
    return cipherOut.clear();
  }

  /** Room for one request head. */
  public byte[] scratch() {
    return scratch;
  }

  Http1Head head() {
    return head;
  }

  Http2Head http2Head() {
    return http2Head;
  }

  FieldNames names() {
    return names;
  }

  HpackEncoder hpack() {
    return hpack;
  }

  SharedConnections shared() {
    return shared;
  }

  /** Like {@link #buffer}, but whoever is called meanwhile leaves it alone. */
  ByteBuffer frames() {
    if (frames == null) {
      frames = ByteBuffer.allocateDirect(buffer.capacity());
      framesView = frames.duplicate();
    }
    return frames.clear();
  }

  /** The same bytes with limits of their own. */
  ByteBuffer framesView() {
    return Objects.requireNonNull(framesView);
  }

  /** As much of this as may be added to the window of a stream. */
  int spareWindow(int wanted) {
    int granted = Math.min(wanted, spareWindow);
    spareWindow -= granted;
    return granted;
  }

  void returnWindow(int granted) {
    spareWindow += granted;
  }

  /** A cleared buffer, to be given back with {@link #free}. */
  public ByteBuffer spare() {
    return spare.take(buffer.capacity());
  }

  /**
   * Parks bytes the kernel would not take; direct memory is reused, never left to the collector.
   */
  @Override
  public ByteBuffer park(ByteBuffer bytes) {
    return spare.take(bytes.remaining()).put(bytes).flip();
  }

  /** The same for what is left of several. */
  ByteBuffer park(ByteBuffer[] bytes) {
    int size = 0;
    for (ByteBuffer each : bytes) {
      size += each.remaining();
    }
    ByteBuffer parked = spare.take(size);
    for (ByteBuffer each : bytes) {
      parked.put(each);
    }
    return parked.flip();
  }

  @Override
  public void free(@Nullable ByteBuffer parked) {
    if (parked != null) {
      spare.give(parked);
    }
  }

  /** Anything that wants to be looked at now and then. */
  public TimedList timed() {
    return timed;
  }

  public @Nullable ServerExchange takeIdle(Endpoint endpoint) {
    return takeIdle(endpoint, null);
  }

  /** For servers that are told who calls: only what was opened for this visitor connection. */
  public @Nullable ServerExchange takeIdle(Endpoint endpoint, @Nullable Caller caller) {
    ServerExchange stream = endpoint.transport().http2() ? shared.take(endpoint, caller) : null;
    return stream != null ? stream : idle.take(endpoint, caller);
  }

  /** A visitor connection is gone, and with it whatever was opened in its name. */
  public void left(Caller caller) {
    idle.left(caller);
    shared.left(caller);
  }

  IdleConnections idle() {
    return idle;
  }

  /** Stops the timer. */
  public void stop() {
    timer.remove();
  }

  private void sweep() {
    long now = System.nanoTime();
    timed.sweep(now);
    idle.sweep(now);
    shared.sweep(now);
  }
}
