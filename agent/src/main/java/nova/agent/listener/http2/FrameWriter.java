package nova.agent.listener.http2;

import java.io.IOException;
import java.nio.ByteBuffer;
import nova.agent.listener.Buffers;
import nova.agent.listener.Pace;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.WriteReadyHandler;

/**
 * Frames on their way out. What the streams of a connection say in one round of the I/O thread
 * leaves together; when the kernel takes no more, streams wait, and only short frames about the
 * connection are added to what is held.
 */
final class FrameWriter implements WriteReadyHandler {
  private static final int ENOUGH_BYTES = 65_536;
  private static final int LEAST_ROOM = 1024;
  private static final int MOST_HELD_BYTES = 262_144;

  /** Hears what becomes of them. */
  interface Host {
    /** The kernel took everything. */
    void written();

    /** Nothing can be written any more. */
    void lost();
  }

  private final StreamSinkConduit sink;
  private final Buffers buffers;
  private final XnioIoThread thread;
  private final Host host;
  private final Pace pace = new Pace();
  private @Nullable ByteBuffer out;
  private @Nullable ByteBuffer held;
  private boolean blocked;
  private boolean scheduled;
  private boolean over;

  FrameWriter(StreamSinkConduit sink, Buffers buffers, XnioIoThread thread, Host host) {
    this.sink = sink;
    this.buffers = buffers;
    this.thread = thread;
    this.host = host;
  }

  /** The kernel takes no more for now. */
  boolean blocked() {
    return blocked;
  }

  // ---- frames ----

  /**
   * Takes data of one stream.
   *
   * @param most how much of it flow control allows
   * @param last END_STREAM goes with the last byte
   * @return how much it took
   */
  int data(int stream, ByteBuffer from, int most, boolean last) throws IOException {
    int left = pace.quick() ? most : Math.min(most, Frames.MOST_PAYLOAD);
    int taken = 0;
    while (left > 0 && !blocked) {
      ByteBuffer to = room(Frames.HEADER_BYTES + LEAST_ROOM);
      int size =
          Math.min(Math.min(left, Frames.MOST_PAYLOAD), to.remaining() - Frames.HEADER_BYTES);
      taken += size;
      left -= size;
      header(to, size, Frames.DATA, last && taken == most ? Frames.END_STREAM : 0, stream);
      to.put(to.position(), from, from.position(), size);
      to.position(to.position() + size);
      from.position(from.position() + size);
      if (!pace.quick() || to.position() >= ENOUGH_BYTES) {
        flush();
      }
    }
    schedule();
    return taken;
  }

  /** A header block, in as many frames as it needs. */
  void headers(int stream, byte[] block, int length, boolean endStream) throws IOException {
    int at = 0;
    do {
      int size = Math.min(length - at, Frames.MOST_PAYLOAD);
      int flags =
          (at + size == length ? Frames.END_HEADERS : 0)
              | (at == 0 && endStream ? Frames.END_STREAM : 0);
      ByteBuffer to = room(Frames.HEADER_BYTES + size);
      header(to, size, at == 0 ? Frames.HEADERS : Frames.CONTINUATION, flags, stream);
      to.put(block, at, size);
      at += size;
    } while (at < length);
    schedule();
  }

  void endStream(int stream) throws IOException {
    header(room(Frames.HEADER_BYTES), 0, Frames.DATA, Frames.END_STREAM, stream);
    schedule();
  }

  void reset(int stream, ErrorCode code) throws IOException {
    number(Frames.RST_STREAM, stream, code.number());
  }

  void windowUpdate(int stream, int more) throws IOException {
    number(Frames.WINDOW_UPDATE, stream, more);
  }

  private void number(int type, int stream, int value) throws IOException {
    ByteBuffer to = room(Frames.HEADER_BYTES + 4);
    header(to, 4, type, 0, stream);
    to.putInt(value);
    schedule();
  }

  void pong(long payload) throws IOException {
    ByteBuffer to = room(Frames.HEADER_BYTES + 8);
    header(to, 8, Frames.PING, Frames.ACK, 0);
    to.putLong(payload);
    schedule();
  }

  /** Pairs of name and value. */
  void settings(int... pairs) throws IOException {
    ByteBuffer to = room(Frames.HEADER_BYTES + 3 * pairs.length);
    header(to, 3 * pairs.length, Frames.SETTINGS, 0, 0);
    for (int i = 0; i < pairs.length; i += 2) {
      to.putShort((short) pairs[i]).putInt(pairs[i + 1]);
    }
    schedule();
  }

  void settingsAck() throws IOException {
    header(room(Frames.HEADER_BYTES), 0, Frames.SETTINGS, Frames.ACK, 0);
    schedule();
  }

  void goAway(int lastStream, ErrorCode code, byte[] cause) throws IOException {
    ByteBuffer to = room(Frames.HEADER_BYTES + 8 + cause.length);
    header(to, 8 + cause.length, Frames.GOAWAY, 0, 0);
    to.putInt(lastStream).putInt(code.number()).put(cause);
    schedule();
  }

  private static void header(ByteBuffer to, int length, int type, int flags, int stream) {
    to.putInt(length << 8 | type).put((byte) flags).putInt(stream);
  }

  // ---- bytes ----

  /** A buffer to put a frame into; for data only when not blocked. */
  private ByteBuffer room(int bytes) throws IOException {
    if (over) {
      throw new IOException("the connection is closing");
    }
    ByteBuffer mine = out;
    if (mine != null && mine.remaining() < bytes) {
      flush();
      mine = out;
    }
    if (mine == null) {
      mine = buffers.take();
      out = mine;
    }
    return mine;
  }

  private void schedule() {
    if (!scheduled && out != null) {
      scheduled = true;
      thread.execute(this::round);
    }
  }

  private void round() {
    scheduled = false;
    if (!over) {
      writeReady();
    }
  }

  @Override
  public void writeReady() {
    boolean before = blocked;
    try {
      flush();
    } catch (IOException lost) {
      host.lost();
      return;
    }
    if (before && !blocked) {
      host.written();
    }
  }

  /** Hands everything to the kernel as far as it takes it. */
  void flush() throws IOException {
    boolean free = heldGone();
    ByteBuffer mine = out;
    out = null;
    if (mine != null) {
      mine.flip();
      while (free && mine.hasRemaining() && sink.write(mine) > 0) {}
      keep(mine);
      buffers.give(mine);
      pace.wrote(held == null);
    }
    boolean stuck = held != null || !sink.flush();
    if (stuck && !blocked) {
      sink.resumeWrites();
    } else if (blocked && !stuck) {
      sink.suspendWrites();
    }
    blocked = stuck;
  }

  private boolean heldGone() throws IOException {
    ByteBuffer mine = held;
    if (mine != null) {
      sink.write(mine);
      if (mine.hasRemaining()) {
        return false;
      }
      held = null;
      buffers.give(mine);
    }
    return true;
  }

  private void keep(ByteBuffer rest) throws IOException {
    ByteBuffer before = held;
    if (before == null) {
      held = rest.hasRemaining() ? buffers.keep(rest) : null;
      return;
    }
    if (before.remaining() + rest.remaining() > MOST_HELD_BYTES) {
      throw new IOException("the visitor asks and does not read");
    }
    held = buffers.take(before.remaining() + rest.remaining()).put(before).put(rest).flip();
    buffers.give(before);
  }

  void drop() {
    over = true;
    if (held != null) {
      buffers.give(held);
      held = null;
    }
    if (out != null) {
      buffers.give(out);
      out = null;
    }
  }

  @Override
  public void forceTermination() {
    host.lost();
  }

  @Override
  public void terminated() {
    // told by the socket's own close
  }
}
