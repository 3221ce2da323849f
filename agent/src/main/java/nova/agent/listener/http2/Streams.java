package nova.agent.listener.http2;

import java.io.IOException;
import java.util.function.Consumer;
import nova.agent.listener.VisitorConnection;
import org.jspecify.annotations.Nullable;

/** The streams of a connection: how they end, and what they together may be sent by the visitor. */
final class Streams implements Http2Stream.Host {
  private final VisitorConnection connection;
  private final FrameWriter frames;
  private final FloodGuard floods;
  private final StreamTable table = new StreamTable();
  private final ReceiveWindow window = new ReceiveWindow();
  private final Consumer<Http2Failure> broken;
  private boolean released;
  private long idleSince = System.nanoTime();

  /**
   * Of a connection.
   *
   * @param broken who ends it when a rule is broken while nothing is being read
   */
  Streams(
      VisitorConnection connection,
      FrameWriter frames,
      FloodGuard floods,
      Consumer<Http2Failure> broken) {
    this.connection = connection;
    this.frames = frames;
    this.floods = floods;
    this.broken = broken;
  }

  StreamTable table() {
    return table;
  }

  int count() {
    return table.count();
  }

  /** When the last of them ended. */
  long idleSince() {
    return idleSince;
  }

  @Nullable Http2Stream get(int id) {
    return table.get(id);
  }

  void add(Http2Stream stream) {
    table.add(stream);
  }

  // ---- their ends ----

  /** The visitor broke a rule on a stream; counted, for it may do so on purpose. */
  void broken(Http2Stream stream, ErrorCode code) throws IOException {
    reset(stream, code);
    floods.reset();
  }

  /** The same, where the stream may be none. */
  void broken(int id, ErrorCode code) throws IOException {
    Http2Stream stream = table.get(id);
    if (stream == null) {
      throw new Http2Failure(code, "frame of a stream that is not open");
    }
    broken(stream, code);
  }

  /** The visitor takes it back. */
  void resetByVisitor(Http2Stream stream) throws Http2Failure {
    remove(stream, false);
    stream.lost();
    floods.reset();
  }

  @Override
  public void reset(Http2Stream stream, ErrorCode code) {
    remove(stream, true);
    stream.lost();
    try {
      frames.reset(stream.id(), code);
    } catch (IOException lost) {
      connection.close();
    }
  }

  @Override
  public void over(Http2Stream stream) {
    boolean malformed = stream.refusal() != null && stream.refusal().status() == 400;
    boolean unheard = !stream.heard();
    remove(stream, unheard || malformed);
    try {
      if (malformed) {
        floods.reset();
        frames.reset(stream.id(), ErrorCode.PROTOCOL_ERROR);
      } else if (unheard) {
        frames.reset(stream.id(), ErrorCode.NO_ERROR); // RFC 9113, 8.1
      }
    } catch (Http2Failure flood) {
      broken.accept(flood);
    } catch (IOException lost) {
      connection.close();
    }
  }

  private void remove(Http2Stream stream, boolean byUs) {
    table.remove(stream.id(), byUs);
    if (table.count() == 0) {
      idleSince = System.nanoTime();
    }
  }

  /** Every stream is gone with its connection. */
  void lost() {
    for (Http2Stream each : table.all()) {
      table.remove(each.id(), true);
      each.lost();
    }
  }

  // ---- flow control of what comes ----

  /** False when the visitor sent more than it was allowed. */
  boolean take(int bytes) {
    return window.take(bytes);
  }

  @Override
  public void passed(int id, ReceiveWindow of, int bytes, boolean wider, boolean whole)
      throws IOException {
    allow(bytes, wider);
    int more = whole ? 0 : of.passed(bytes);
    if (more > 0) {
      frames.windowUpdate(id, wider && of.canWiden() ? more + of.widen() : more);
    }
  }

  /** The visitor may send so many more bytes on all streams together. */
  void allow(int bytes, boolean wider) throws IOException {
    int more = window.passed(bytes);
    if (more > 0) {
      boolean widens = wider && window.canWiden() && connection.thread().lend(window.size());
      frames.windowUpdate(0, widens ? more + window.widen() : more);
    }
  }

  /** What the connection held of the thread is free again. */
  void release() {
    if (!released) {
      released = true;
      connection.thread().giveBack(window.size() - Frames.FIRST_WINDOW);
    }
  }
}
