package nova.agent.listener.http2;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Set;
import nova.agent.exchange.hpack.HpackEncoder;
import nova.agent.listener.VisitorThread;
import org.xnio.XnioIoThread;

/** What the answers of one connection share: its window, its frames, and whose turn it is. */
final class Sending {
  private static final Set<HttpString> OF_CONNECTIONS =
      Set.of(
          Headers.CONNECTION,
          Headers.KEEP_ALIVE,
          new HttpString("Proxy-Connection"),
          Headers.TRANSFER_ENCODING,
          Headers.UPGRADE);

  private static final long FIRST_TABLE_BYTES = 4096;

  private final FrameWriter frames;
  private final VisitorThread thread;
  private final XnioIoThread ioThread;
  private final ArrayDeque<StreamAnswer> row = new ArrayDeque<>();
  private long window = Frames.FIRST_WINDOW;
  private long tableBytes = FIRST_TABLE_BYTES;
  private boolean tableShrank;
  private boolean scheduled;

  Sending(FrameWriter frames, VisitorThread thread, XnioIoThread ioThread) {
    this.frames = frames;
    this.thread = thread;
    this.ioThread = ioThread;
  }

  FrameWriter frames() {
    return frames;
  }

  /** How much all streams together may send. */
  long window() {
    return window;
  }

  void sent(int bytes) {
    window -= bytes;
  }

  /** False when it gets larger than there are numbers for. */
  boolean widen(int bytes) {
    window += bytes;
    takeTurns();
    return window <= Frames.MOST_WINDOW;
  }

  // ---- header blocks ----

  /** None is used, but one that shrinks must be confirmed (RFC 7541, 4.2). */
  void tableOf(long bytes) {
    tableShrank |= bytes < tableBytes;
    tableBytes = bytes;
  }

  private HpackEncoder block() {
    HpackEncoder block = thread.encoder().begin();
    if (tableShrank) {
      tableShrank = false;
      block.noTable();
    }
    return block;
  }

  void headers(int stream, int status, HeaderMap fields, boolean endStream) throws IOException {
    if (status >= 200) {
      thread.date().addTo(fields);
    }
    HpackEncoder block = block();
    block.status(status);
    fields(block, fields);
    frames.headers(stream, block.bytes(), block.length(), endStream);
  }

  void trailers(int stream, HeaderMap fields) throws IOException {
    HpackEncoder block = block();
    fields(block, fields);
    frames.headers(stream, block.bytes(), block.length(), true);
  }

  private void fields(HpackEncoder block, HeaderMap fields) {
    for (long i = fields.fastIterateNonEmpty(); i != -1L; i = fields.fiNextNonEmpty(i)) {
      HeaderValues values = fields.fiCurrent(i);
      if (!OF_CONNECTIONS.contains(values.getHeaderName())) {
        String name = thread.names().lower(values.getHeaderName());
        for (int v = 0; v < values.size(); v++) {
          block.field(name, values.get(v));
        }
      }
    }
  }

  // ---- turns ----

  /** An answer wants to go on, or can. */
  void wake(StreamAnswer answer) {
    if (answer.queues()) {
      row.addLast(answer);
      takeTurns();
    }
  }

  /** Soon, everybody who waits may write once. */
  void takeTurns() {
    if (!scheduled && !row.isEmpty() && window > 0 && !frames.blocked()) {
      scheduled = true;
      ioThread.execute(this::round);
    }
  }

  private void round() {
    scheduled = false;
    for (int left = row.size(); left > 0 && window > 0 && !frames.blocked(); left--) {
      StreamAnswer next = row.removeFirst();
      next.turn();
      if (next.hasWindow()) { // else it comes back with its window
        wake(next);
      }
    }
    takeTurns();
  }
}
