package nova.agent.upstream;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Direct memory for bytes that must wait, in a few sizes: a thousand slow readers hold what was
 * left over of one read each, not a read buffer each.
 */
final class SpareBuffers {
  private static final int SIZES = 5;
  private static final int MOST_KEPT_BYTES = 1 << 22;

  private final int[] sizes;
  private final ArrayDeque<ByteBuffer>[] kept;

  /** The largest that is asked for often. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  SpareBuffers(int largest) {
    sizes = new int[SIZES];
    kept = new ArrayDeque[SIZES];
    for (int i = 0; i < SIZES; i++) {
      sizes[i] = Math.max(1, largest * (i + 1) / SIZES);
      kept[i] = new ArrayDeque<>();
    }
  }

  /** An empty one with room for so much. */
  ByteBuffer take(int bytes) {
    for (int i = 0; i < SIZES; i++) {
      if (bytes <= sizes[i]) {
        ByteBuffer free = kept[i].pollLast();
        return free == null ? ByteBuffer.allocateDirect(sizes[i]) : free.clear();
      }
    }
    return ByteBuffer.allocateDirect(bytes);
  }

  void give(ByteBuffer buffer) {
    for (int i = 0; i < SIZES; i++) {
      if (buffer.capacity() == sizes[i] && kept[i].size() < MOST_KEPT_BYTES / sizes[i]) {
        kept[i].addLast(buffer);
      }
    }
  }
}
