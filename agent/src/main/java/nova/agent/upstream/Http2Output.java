package nova.agent.upstream;

import static nova.agent.upstream.Http2Frames.CONTINUATION;
import static nova.agent.upstream.Http2Frames.END_HEADERS;
import static nova.agent.upstream.Http2Frames.END_STREAM;
import static nova.agent.upstream.Http2Frames.HEADERS;
import static nova.agent.upstream.Http2Frames.HEADER_BYTES;
import static nova.agent.upstream.Http2Frames.MOST_PAYLOAD;

import java.io.IOException;
import java.nio.ByteBuffer;
import nova.agent.exchange.hpack.HpackEncoder;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.StreamSinkConduit;

/** Whole frames on their way to the server; memory is held only until the kernel took them. */
final class Http2Output {
  /** From here on bodies wait where they are. */
  private static final int ENOUGH = 65536;

  private static final int MOST_WAITING = 1 << 20;

  private final UpstreamLoop loop;
  private final StreamSinkConduit out;
  private @Nullable ByteBuffer frames;
  private boolean corked;
  private boolean blocked;

  Http2Output(UpstreamLoop loop, StreamSinkConduit out) {
    this.loop = loop;
    this.out = out;
  }

  /** A buffer with room for so many bytes more; whatever is put there will be sent. */
  ByteBuffer room(int bytes) {
    ByteBuffer to = frames == null ? loop.spare() : frames;
    if (to.remaining() < bytes) {
      ByteBuffer larger =
          ByteBuffer.allocateDirect(Math.max(2 * to.capacity(), to.position() + bytes));
      larger.put(to.flip());
      loop.free(to);
      to = larger;
    }
    frames = to;
    return to;
  }

  void control(int type, int flags, int stream, int value) {
    ByteBuffer to = room(HEADER_BYTES + 4);
    Http2Frames.head(to, 4, type, flags, stream);
    to.putInt(value);
  }

  /** A block of fields, in as many frames as it takes. */
  void headers(int stream, HpackEncoder block, boolean last) {
    int length = block.length();
    int at = 0;
    do {
      int size = Math.min(length - at, MOST_PAYLOAD);
      int flags = at + size == length ? END_HEADERS : 0;
      ByteBuffer to = room(HEADER_BYTES + size);
      if (at == 0) {
        Http2Frames.head(to, size, HEADERS, flags | (last ? END_STREAM : 0), stream);
      } else {
        Http2Frames.head(to, size, CONTINUATION, flags, stream);
      }
      to.put(block.bytes(), at, size);
      at += size;
    } while (at < length);
  }

  /** Bytes of bodies that may be added now. */
  int appetite() {
    return frames == null ? ENOUGH : Math.max(0, ENOUGH - frames.position());
  }

  /** The server reads so little that it has to do with what it was sent. */
  boolean flooded() {
    return frames != null && frames.position() > MOST_WAITING;
  }

  /** The kernel takes no more for now; frames wait, and {@link #flush} is due when it does. */
  boolean blocked() {
    return blocked;
  }

  /** Nothing is written until {@link #uncork}: one system call for all that comes of one read. */
  void cork() {
    corked = true;
  }

  void uncork() {
    corked = false;
  }

  boolean corked() {
    return corked;
  }

  /** Whether everything is with the kernel. */
  boolean flush() throws IOException {
    ByteBuffer pending = frames;
    boolean wasBlocked = blocked;
    blocked = false;
    if (pending != null) {
      pending.flip();
      while (pending.hasRemaining() && !blocked) {
        blocked = out.write(pending) == 0;
      }
      if (blocked) {
        pending.compact();
      } else {
        free();
      }
    }
    blocked |= !out.flush();
    if (blocked) {
      out.resumeWrites();
    } else if (wasBlocked) {
      out.suspendWrites();
    }
    return !blocked;
  }

  void free() {
    loop.free(frames);
    frames = null;
  }
}
