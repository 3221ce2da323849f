package nova.agent.upstream;

import io.undertow.util.HeaderMap;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import nova.agent.exchange.BadFraming;
import org.jspecify.annotations.Nullable;

/**
 * The answer's body of a stream. The server may send so much ahead of the visitor as the window
 * says, and that much is held here while the visitor does not read; a visitor that keeps up is
 * given a wider window.
 */
final class Http2Download {
  static final int FIRST_WINDOW = Http2Frames.FIRST_WINDOW;
  private static final int MOST_WINDOW = 1 << 20;
  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

  private final Http2Stream stream;
  private final Http2Connection connection;
  private final UpstreamLoop loop;
  private final ArrayDeque<ByteBuffer> held = new ArrayDeque<>(0);
  private @Nullable HeaderMap trailers;
  private boolean endHeld;
  private boolean stalled;
  private boolean everStalled;
  private boolean ended;
  private int window = FIRST_WINDOW;
  private int credit = FIRST_WINDOW;
  private int passed;
  private long expected = -1;
  private boolean bodiless;
  private long received;

  Http2Download(Http2Stream stream, Http2Connection connection, UpstreamLoop loop) {
    this.stream = stream;
    this.connection = connection;
    this.loop = loop;
  }

  void expect(long length, boolean noBody) {
    expected = length;
    bodiless = noBody;
  }

  /** Bytes of flow control. */
  void charge(int taken) throws Http2Fault {
    credit -= taken;
    if (credit < 0) {
      throw new Http2Fault(Http2Frames.FLOW_CONTROL_ERROR, "more than the window of a stream");
    }
  }

  void count(int bytes) throws BadFraming {
    received += bytes;
    if (bytes > 0 && (bodiless || (expected >= 0 && received > expected))) {
      throw new BadFraming("more body than announced");
    }
  }

  void checkEnd() throws BadFraming {
    if (!bodiless && expected >= 0 && received != expected) {
      throw new BadFraming("answer cut short");
    }
  }

  void announce() {
    if (!stalled) {
      tell(NOTHING, false);
    }
  }

  /** Body bytes, and others that only count for flow control. */
  void pass(ByteBuffer part, int padding, boolean last) {
    ended |= last;
    passed += padding;
    if (stalled) {
      hold(part);
      endHeld |= last;
    } else if (part.hasRemaining() || last) {
      passed += part.remaining();
      tell(part, last);
      widen();
    }
  }

  /** The end came with or without fields. */
  void end(@Nullable HeaderMap fields) {
    ended = true;
    trailers = fields;
    if (stalled) {
      endHeld = true;
    } else {
      tell(NOTHING, true);
    }
  }

  private void tell(ByteBuffer part, boolean last) {
    UpstreamEvents receiver = stream.events();
    stream.announced();
    if (receiver != null && last && trailers != null && trailers.size() > 0) {
      receiver.trailers(trailers);
      receiver = stream.events();
    }
    if (receiver != null && !receiver.body(part, last)) {
      stalled = true;
      everStalled |= !last;
    }
  }

  private void hold(ByteBuffer part) {
    ByteBuffer last = held.peekLast();
    if (last != null && last.capacity() - last.limit() >= part.remaining()) {
      int from = last.position();
      int end = last.limit();
      last.limit(end + part.remaining()).position(end);
      last.put(part).position(from);
    } else if (part.hasRemaining()) {
      held.addLast(loop.park(part));
    }
  }

  void resume() {
    stalled = false;
    while (!stalled && stream.events() != null) {
      ByteBuffer next = held.pollFirst();
      if (next == null && !endHeld) {
        break;
      }
      boolean last = held.isEmpty() && endHeld;
      endHeld &= !last;
      ByteBuffer part = next == null ? NOTHING : next;
      passed += part.remaining();
      tell(part, last);
      loop.free(next);
      if (last) {
        return;
      }
    }
    widen();
  }

  /** Lets the server send again as much as was passed on. */
  private void widen() {
    if (ended || stalled || passed < window / 2) {
      return;
    }
    int extra = everStalled ? 0 : loop.spareWindow(Math.min(window, MOST_WINDOW - window));
    window += extra;
    credit += passed + extra;
    connection.widen(stream.id(), passed + extra);
    passed = 0;
  }

  void free() {
    for (ByteBuffer each : held) {
      loop.free(each);
    }
    held.clear();
    loop.returnWindow(window - FIRST_WINDOW);
    window = FIRST_WINDOW;
    ended = true;
  }
}
