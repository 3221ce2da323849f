package nova.agent.listener.http2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import nova.agent.listener.Buffers;
import nova.agent.listener.VisitorSource;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/** A request body: what comes is passed on at once when it is waited for, and kept otherwise. */
final class StreamBody extends VisitorSource {
  private final Http2Stream stream;
  private final Buffers buffers;
  private final ReceiveWindow window = new ReceiveWindow();
  private final ArrayDeque<ByteBuffer> kept = new ArrayDeque<>(0);
  private @Nullable ByteBuffer passing;
  private boolean whole;
  private boolean ended;
  private boolean unwanted;
  private boolean broken;
  private long announced;
  private long received;

  StreamBody(Http2Stream stream, Buffers buffers) {
    this.stream = stream;
    this.buffers = buffers;
  }

  void begin(long length, boolean endStream) {
    announced = length;
    whole = endStream;
    ended = endStream;
  }

  /** The visitor has sent all of it. */
  boolean whole() {
    return whole;
  }

  /** The rule of flow control or length that a frame broke; null when it is in order. */
  @Nullable ErrorCode data(ByteBuffer payload, int flowBytes, boolean last) throws IOException {
    if (!window.take(flowBytes)) {
      return ErrorCode.FLOW_CONTROL_ERROR;
    }
    int size = payload.remaining();
    received += size;
    if (announced >= 0 && (received > announced || (last && received < announced))) {
      return ErrorCode.PROTOCOL_ERROR;
    }
    whole = last;
    if (flowBytes > size) {
      passed(flowBytes - size); // padding
    }
    if (unwanted) {
      passed(size);
    } else if (kept.isEmpty()) {
      passing = payload;
      readable();
      passing = null;
      keep(payload);
    } else {
      keep(payload);
    }
    return null;
  }

  private void keep(ByteBuffer rest) throws IOException {
    if (unwanted) {
      passed(rest.remaining());
    } else if (rest.hasRemaining()) {
      kept.addLast(buffers.keep(rest));
    }
  }

  /** The end came in trailers; false when the body is too short. */
  boolean end() {
    whole = true;
    boolean right = announced < 0 || received == announced;
    if (right) {
      readable();
    }
    return right;
  }

  private void passed(int bytes) throws IOException {
    stream.passed(window, bytes, kept.isEmpty(), whole);
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    if (broken) {
      throw new IOException("the stream is closed");
    }
    if (ended) {
      return -1;
    }
    ByteBuffer next = next();
    if (next == null) {
      if (whole) {
        finish();
        return -1;
      }
      stream.bodyAwaited();
      return 0;
    }
    int count = Math.min(to.remaining(), next.remaining());
    to.put(to.position(), next, next.position(), count);
    to.position(to.position() + count);
    next.position(next.position() + count);
    passed(count);
    if (whole && next() == null) {
      finish();
    }
    return count;
  }

  /** The next bytes there are; never empty. */
  private @Nullable ByteBuffer next() {
    ByteBuffer first = kept.peekFirst();
    while (first != null && !first.hasRemaining()) {
      buffers.give(kept.removeFirst());
      first = kept.peekFirst();
    }
    return first != null ? first : passing != null && passing.hasRemaining() ? passing : null;
  }

  private void finish() {
    ended = true;
    stream.bodyEnded();
  }

  /** Nobody reads any more; what is held is let go, and counted as passed on. */
  void drop(boolean lost) throws IOException {
    unwanted = true;
    broken |= lost;
    forget();
    for (ByteBuffer each : kept) {
      passed(each.remaining());
      buffers.give(each);
    }
    kept.clear();
  }

  @Override
  protected void wanted() {
    if (whole || broken || next() != null) {
      getReadThread().execute(this::readable);
    }
  }

  @Override
  public void terminateReads() throws IOException {
    drop(false);
  }

  @Override
  public boolean isReadShutdown() {
    return ended;
  }

  @Override
  public XnioIoThread getReadThread() {
    return stream.getIoThread();
  }

  @Override
  public XnioWorker getWorker() {
    return stream.getWorker();
  }
}
