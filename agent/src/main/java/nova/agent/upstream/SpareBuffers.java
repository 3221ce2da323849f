package nova.agent.upstream;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Direct memory for bytes that must wait, in a few sizes: a thousand slow readers hold what was
 * left over of one read each, not a read buffer each.
 */
final class SpareBuffers {
  private static final int[] SMALL = {2_048, 8_192, 16_384, 32_768, 49_152};
  private static final int MOST_KEPT_BYTES = 1 << 21;

  private final int[] sizes = Arrays.copyOf(SMALL, SMALL.length + 1);
  private final ArrayDeque<ByteBuffer>[] kept;

  /** The largest that is asked for often. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  SpareBuffers(int largest) {
    sizes[SMALL.length] = largest;
    kept = new ArrayDeque[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      kept[i] = new ArrayDeque<>();
    }
  }

  /** An empty one with room for so much. */
  ByteBuffer take(int bytes) {
    for (int i = 0; i < sizes.length; i++) {
      if (bytes <= sizes[i]) {
        ByteBuffer free = kept[i].pollLast();
        return free == null ? ByteBuffer.allocateDirect(sizes[i]) : free.clear();
      }
    }
    return ByteBuffer.allocateDirect(bytes);
  }

  void give(ByteBuffer buffer) {
    for (int i = 0; i < sizes.length; i++) {
      if (buffer.capacity() == sizes[i] && kept[i].size() < MOST_KEPT_BYTES / sizes[i]) {
        kept[i].addLast(buffer);
      }
    }
  }
}
