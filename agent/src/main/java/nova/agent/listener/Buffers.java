package nova.agent.listener;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Direct memory of one I/O thread: large buffers to work with, and right-sized ones for bytes that
 * must wait. All are reused; none is left to the collector while it is in use.
 */
public final class Buffers {
  /** A head of the largest size allowed, and what comes behind it. */
  public static final int WORK_BYTES = 98_304;

  private static final int[] SIZES = {2_048, 8_192, 20_480, 40_960, WORK_BYTES};
  private static final int[] MOST_SPARE = {512, 256, 128, 64, 16};

  private final ArrayDeque<ByteBuffer>[] spare;

  @SuppressWarnings({"unchecked", "rawtypes"})
  Buffers() {
    spare = new ArrayDeque[SIZES.length];
    for (int i = 0; i < SIZES.length; i++) {
      spare[i] = new ArrayDeque<>();
    }
  }

  /** A large one, empty; to be given back before the call ends that took it. */
  public ByteBuffer take() {
    return take(WORK_BYTES);
  }

  /** One of at least this size. */
  public ByteBuffer take(int bytes) {
    int size = 0;
    while (size < SIZES.length && SIZES[size] < bytes) {
      size++;
    }
    if (size == SIZES.length) {
      return ByteBuffer.allocateDirect(bytes);
    }
    ByteBuffer free = spare[size].pollLast();
    return free != null ? free.clear() : ByteBuffer.allocateDirect(SIZES[size]);
  }

  /** Copies what is left of a buffer into one that may be kept. */
  public ByteBuffer keep(ByteBuffer bytes) {
    return take(bytes.remaining()).put(bytes).flip();
  }

  /** Gives one back. */
  public void give(ByteBuffer buffer) {
    for (int i = 0; i < SIZES.length; i++) {
      if (buffer.capacity() == SIZES[i] && spare[i].size() < MOST_SPARE[i]) {
        spare[i].addLast(buffer);
      }
    }
  }
}
