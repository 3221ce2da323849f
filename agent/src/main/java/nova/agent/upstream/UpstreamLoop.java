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

  private final XnioIoThread thread;
  private final ByteBuffer buffer;
  private final FieldNames names = new FieldNames();
  private final Http1Head head = new Http1Head(names);
  private final ByteBuffer framing = ByteBuffer.allocateDirect(2 * ResponseHead.MOST_BYTES);
  private final byte[] scratch = new byte[2 * ResponseHead.MOST_BYTES];
  private final ParkedBytes parked;
  private final IdleConnections idle = new IdleConnections();
  private final SharedConnections shared = new SharedConnections();
  private final HpackEncoder hpack = new HpackEncoder();
  private final Http2Head http2Head = new Http2Head(names);
  private @Nullable ByteBuffer frames;
  private @Nullable ByteBuffer framesView;
  private int spareWindow = SPARE_WINDOW;
  private @Nullable ByteBuffer cipherIn;
  private @Nullable ByteBuffer cipherOut;
  private final XnioExecutor.Key timer;
  private final TimedList timed = new TimedList();

  public UpstreamLoop(XnioIoThread thread, int bufferBytes) {
    this.thread = thread;
    this.buffer = ByteBuffer.allocateDirect(Math.max(bufferBytes, ResponseHead.MOST_BYTES) + 16384);
    this.parked = new ParkedBytes(buffer.capacity());
    this.timer = thread.executeAtInterval(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  public XnioIoThread thread() {
    return thread;
  }

  /** The thread's buffer, cleared; valid until the current call returns. */
  public ByteBuffer buffer() {
    return buffer.clear();
  }

  /**
   * The same to read an answer into: what its visitor does not take has to be parked, so when many
   * are slow, less is taken from servers at a time.
   */
  ByteBuffer bite() {
    return parked.many() ? buffer.clear().limit(ParkedBytes.SMALL_BYTES) : buffer.clear();
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
    return parked.large();
  }

  /**
   * Parks bytes the kernel would not take; direct memory is reused, never left to the collector.
   */
  @Override
  public ByteBuffer park(ByteBuffer bytes) {
    return parked.keep(bytes);
  }

  /** The same for what is left of several. */
  ByteBuffer park(ByteBuffer[] bytes) {
    return parked.keep(bytes);
  }

  @Override
  public void free(@Nullable ByteBuffer kept) {
    if (kept != null) {
      parked.free(kept);
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
