package nova.agent.listener.http1;

import java.io.IOException;
import java.nio.ByteBuffer;
import nova.agent.listener.Buffers;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.StreamSourceConduit;

/** What a visitor sent and nobody used yet, in front of what is still to come. */
final class Http1Input {
  private final StreamSourceConduit from;
  private final Buffers buffers;
  private @Nullable ByteBuffer waiting;
  private boolean borrowed;

  Http1Input(StreamSourceConduit from, Buffers buffers) {
    this.from = from;
    this.buffers = buffers;
  }

  /** Bytes another protocol's detection has read. */
  void begin(ByteBuffer early) {
    if (early.hasRemaining()) {
      waiting = buffers.keep(early);
    }
  }

  int available() {
    return waiting == null ? 0 : waiting.remaining();
  }

  /** Reads more behind what is there: a count, 0 for nothing now, -1 at the end. */
  int more() throws IOException {
    ByteBuffer room = borrow();
    room.compact();
    try {
      return from.read(room);
    } finally {
      room.flip();
    }
  }

  private ByteBuffer borrow() {
    ByteBuffer mine = waiting;
    if (mine != null && borrowed) {
      return mine;
    }
    ByteBuffer work = buffers.take();
    if (mine != null) {
      work.put(mine);
      buffers.give(mine);
    }
    waiting = work.flip();
    borrowed = true;
    return work;
  }

  /** Copies what is there without using it up. */
  void peek(byte[] to, int length) {
    if (waiting != null) {
      waiting.get(waiting.position(), to, 0, length);
    }
  }

  void skip(int bytes) {
    if (waiting != null) {
      waiting.position(waiting.position() + bytes);
    }
  }

  /** Reads at most so many bytes; as {@link #more}. */
  int read(ByteBuffer to, long most) throws IOException {
    int room = (int) Math.min(to.remaining(), most);
    ByteBuffer mine = waiting;
    if (mine != null && mine.hasRemaining()) {
      int count = Math.min(room, mine.remaining());
      to.put(to.position(), mine, mine.position(), count);
      to.position(to.position() + count);
      mine.position(mine.position() + count);
      return count;
    }
    int limit = to.limit();
    to.limit(to.position() + room);
    try {
      return from.read(to);
    } finally {
      to.limit(limit);
    }
  }

  /** Takes back the last bytes that {@link #read} gave. */
  void unread(ByteBuffer last) {
    ByteBuffer mine = waiting;
    if (mine != null && mine.position() >= last.remaining()) {
      mine.position(mine.position() - last.remaining());
      return;
    }
    drop();
    waiting = buffers.keep(last);
  }

  /** The call ends: nothing borrowed is kept. */
  void settle() {
    ByteBuffer mine = waiting;
    if (mine == null || (mine.hasRemaining() && !borrowed)) {
      return;
    }
    waiting = mine.hasRemaining() ? buffers.keep(mine) : null;
    borrowed = false;
    buffers.give(mine);
  }

  /** Everything that is there, for somebody else. */
  byte[] rest() {
    byte[] rest = new byte[available()];
    peek(rest, rest.length);
    drop();
    return rest;
  }

  void drop() {
    if (waiting != null) {
      buffers.give(waiting);
      waiting = null;
      borrowed = false;
    }
  }
}
