package nova.agent.listener.http2;

/**
 * How much a visitor may send before it is asked for more. It opens wider as long as everything
 * that comes is passed on at once, so that long ways are used well and slow servers fill no memory.
 */
final class ReceiveWindow {
  private static final int WIDEST = 1 << 20;

  private int size = Frames.FIRST_WINDOW;
  private int left = Frames.FIRST_WINDOW;
  private int used;

  /** Bytes came; false when they were not allowed. */
  boolean take(int bytes) {
    left -= bytes;
    return left >= 0;
  }

  /** Bytes were passed on: how much more to allow now; mostly 0. */
  int passed(int bytes) {
    used += bytes;
    if (used < size / 2) {
      return 0;
    }
    int more = used;
    used = 0;
    left += more;
    return more;
  }

  boolean canWiden() {
    return size < WIDEST;
  }

  /** Opens twice as wide: how much more to allow. */
  int widen() {
    int more = size;
    size += more;
    left += more;
    return more;
  }

  int size() {
    return size;
  }
}
