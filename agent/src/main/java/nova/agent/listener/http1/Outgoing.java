package nova.agent.listener.http1;

import java.io.IOException;
import java.nio.ByteBuffer;
import nova.agent.listener.Buffers;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.StreamSinkConduit;

/** Bytes of ours on their way out; the few that the kernel does not take at once wait here. */
final class Outgoing {
  private final StreamSinkConduit next;
  private final Buffers buffers;
  private final ByteBuffer[] pieces = new ByteBuffer[3];
  private @Nullable ByteBuffer pending;

  Outgoing(StreamSinkConduit next, Buffers buffers) {
    this.next = next;
    this.buffers = buffers;
  }

  /** Whether nothing waits any more. */
  boolean drained() throws IOException {
    ByteBuffer mine = pending;
    if (mine != null) {
      next.write(mine);
      if (mine.hasRemaining()) {
        return false;
      }
      drop();
    }
    return true;
  }

  /** Writes a borrowed buffer and gives it back. */
  void send(ByteBuffer frame) throws IOException {
    ByteBuffer before = pending;
    if (before != null) {
      pending = buffers.take(before.remaining() + frame.remaining());
      pending.put(before).put(frame).flip();
      buffers.give(before);
    } else {
      if (frame.hasRemaining()) {
        next.write(frame);
      }
      keep(frame);
    }
    buffers.give(frame);
  }

  /**
   * Writes a borrowed frame, data and a tail in one call, with nothing waiting. The frame is taken
   * whole, data as far as the kernel takes it, the tail with the last of the data.
   */
  void send(ByteBuffer frame, ByteBuffer data, ByteBuffer tail) throws IOException {
    pieces[0] = frame;
    pieces[1] = data;
    pieces[2] = tail;
    int first = frame.hasRemaining() ? 0 : 1;
    int behind = tail.hasRemaining() ? 3 : 2;
    if (behind - first == 1) {
      next.write(data);
    } else {
      next.write(pieces, first, behind - first);
    }
    keep(data.hasRemaining() ? frame : tail);
    buffers.give(frame);
  }

  private void keep(ByteBuffer rest) {
    if (rest.hasRemaining()) {
      pending = buffers.keep(rest);
    }
  }

  void drop() {
    if (pending != null) {
      buffers.give(pending);
      pending = null;
    }
  }
}
