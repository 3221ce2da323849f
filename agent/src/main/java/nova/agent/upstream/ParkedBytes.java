package nova.agent.upstream;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Bytes of one I/O thread that wait for somebody to read, in direct memory of two sizes: five
 * hundred slow visitors with one small rest each are not to cost five hundred large buffers.
 */
final class ParkedBytes {
  static final int SMALL_BYTES = 8_192;
  private static final int MOST_SPARE_LARGE = 64;
  private static final int MOST_SPARE_SMALL = 256;
  private static final int MANY = 24;

  private final int largeBytes;
  private final ArrayDeque<ByteBuffer> large = new ArrayDeque<>();
  private final ArrayDeque<ByteBuffer> small = new ArrayDeque<>();
  private int now;

  ParkedBytes(int largeBytes) {
    this.largeBytes = largeBytes;
  }

  /** Whether so much waits that no more than small rests should come. */
  boolean many() {
    return now >= MANY;
  }

  /** A cleared large one. */
  ByteBuffer large() {
    return room(largeBytes);
  }

  ByteBuffer keep(ByteBuffer bytes) {
    return room(bytes.remaining()).put(bytes).flip();
  }

  ByteBuffer keep(ByteBuffer[] bytes) {
    int size = 0;
    for (ByteBuffer each : bytes) {
      size += each.remaining();
    }
    ByteBuffer kept = room(size);
    for (ByteBuffer each : bytes) {
      kept.put(each);
    }
    return kept.flip();
  }

  private ByteBuffer room(int bytes) {
    now++;
    if (bytes > largeBytes) {
      return ByteBuffer.allocateDirect(bytes);
    }
    boolean fits = bytes <= SMALL_BYTES;
    ByteBuffer free = fits ? small.pollLast() : large.pollLast();
    return free != null ? free.clear() : ByteBuffer.allocateDirect(fits ? SMALL_BYTES : largeBytes);
  }

  void free(ByteBuffer kept) {
    now--;
    if (kept.capacity() == SMALL_BYTES) {
      if (small.size() < MOST_SPARE_SMALL) {
        small.addLast(kept);
      }
    } else if (large.size() < MOST_SPARE_LARGE) {
      large.addLast(kept);
    }
  }
}
